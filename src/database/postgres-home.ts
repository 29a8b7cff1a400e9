import { createHash, randomBytes } from 'node:crypto';
import { chmod, mkdir, realpath, stat } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { z } from 'zod';
import { usableBinaries, type PostgresBinaries } from './postgres-binaries.js';
import { EmbeddedPostgresFailed } from './postgres-failure.js';
import { isRoot, readFileIfThere, writePrivateFile } from './postgres-files.js';
import { breaksShell, type RunAs } from './postgres-program.js';
import { canEnter, findOrCreateUser, userOfUid } from './postgres-user.js';

/** Where the embedded PostgreSQL of one DATA_DIR lives and who runs it. */
export interface PostgresHome extends PostgresBinaries {
  /** DATA_DIR, absolute, without symlinks. */
  readonly dataDir: string;
  /** PostgreSQL's own data folder: DATA_DIR/postgres, or under /var/lib/coursepost. */
  readonly pgdata: string;
  /** null: the user we are. */
  readonly as: RunAs | null;
  /** PostgreSQL's log, inside `pgdata`. */
  readonly logFile: string;
}

const Note = z.object({ coursepostDataDir: z.string(), dataDir: z.string() });

/** Makes DATA_DIR if missing and gives its absolute path without symlinks, so that one folder has one name. */
export async function makeDataDir(dataDir: string): Promise<string> {
  try {
    await mkdir(resolve(dataDir), { recursive: true });
    return await realpath(dataDir);
  } catch (error) {
    throw new EmbeddedPostgresFailed(`cannot make the folder ${resolve(dataDir)}: ${(error as Error).message}.`, {
      advice: 'Set DATA_DIR to a folder that this user may write.',
      cause: error,
    });
  }
}

/** Where root keeps what the user postgres cannot reach in this DATA_DIR: never a shared temp folder (rule 37). */
export function homeElsewhere(dataDir: string): string {
  return join('/var/lib/coursepost', createHash('sha256').update(dataDir).digest('hex').slice(0, 16));
}

/**
 * Finds the home of an existing database, or chooses one for a new database. An existing one is never left behind because
 * modes or users changed since: that would look like an empty Coursepost. Call inside withPostgresLock, with makeDataDir's path.
 * @throws EmbeddedPostgresFailed when the data belongs to another user, cannot be reached, or is of another PostgreSQL
 */
export async function settleHome(dataDir: string): Promise<PostgresHome> {
  const existing = await findData(dataDir);
  const as = await whoRuns(existing);
  const inPlace = join(dataDir, 'postgres');
  const elsewhere = homeElsewhere(dataDir);
  let pgdata = existing ?? inPlace;
  if (as && !existing && (breaksShell(inPlace) || !(await canEnter(dataDir, as)))) {
    pgdata = await unusedName(join(await makeOpenFolder(elsewhere), 'postgres'));
  }
  if (breaksShell(pgdata)) {
    throw new EmbeddedPostgresFailed(`pg_ctl cannot cope with the folder name ${pgdata}.`, {
      advice: 'Rename the folder.',
    });
  }
  if (as && existing && !(await canEnter(dirname(existing), as))) {
    throw new EmbeddedPostgresFailed(`user ${as.name}, who runs it, can no longer enter ${existing}.`, {
      advice: `Let others pass through each folder above it (chmod o+x).`,
    });
  }
  const binaries = await usableBinaries(as, () => (as ? makeOpenFolder(elsewhere) : Promise.resolve(dataDir)));
  await checkVersion(existing, binaries.version);
  return { ...binaries, dataDir, pgdata, as, logFile: join(pgdata, 'coursepost.log') };
}

/** DATA_DIR/postgres.json (0600) says where everything is, for people and for the next start. `port` null: not started yet. */
export async function noteHome(home: PostgresHome, port: number | null): Promise<void> {
  const note = {
    coursepostDataDir: home.dataDir,
    dataDir: home.pgdata,
    binDir: home.binDir,
    version: home.version,
    host: '127.0.0.1',
    port,
    database: 'coursepost',
    user: home.as?.name ?? null,
    logFile: home.logFile,
  };
  await writePrivateFile(join(home.dataDir, 'postgres.json'), `${JSON.stringify(note, null, 2)}\n`);
}

async function findData(dataDir: string): Promise<string | null> {
  const inPlace = join(dataDir, 'postgres');
  if (await stat(inPlace).catch(() => null)) return inPlace;
  const text = await readFileIfThere(join(dataDir, 'postgres.json')).catch((error: Error) => {
    throw new EmbeddedPostgresFailed(`cannot read ${join(dataDir, 'postgres.json')}: ${error.message}.`, {
      advice: 'Start Coursepost as the user who started it first (or as root).',
    });
  });
  const note = text === null ? null : Note.safeParse(JSON.parse(text)).data;
  if (!note) {
    // Somebody removed postgres.json alone. Without the password, it is a DATA_DIR that was deleted and begun again.
    const lost = join(homeElsewhere(dataDir), 'postgres');
    const known = await stat(join(dataDir, 'postgres-password')).catch(() => null);
    return known && (await stat(lost).catch(() => null)) ? lost : null;
  }
  if (!(await stat(note.dataDir).catch(() => null))) return null;
  const original = note.coursepostDataDir;
  if (original !== dataDir && (await stat(join(original, 'postgres.json')).catch(() => null))) {
    throw new EmbeddedPostgresFailed(
      `${dataDir} is a copy of ${original}, but its database lies in ${note.dataDir} and was not copied with it.`,
      { advice: `Remove ${join(dataDir, 'postgres.json')} to begin with an empty database.` },
    );
  }
  return note.dataDir;
}

async function whoRuns(existing: string | null): Promise<RunAs | null> {
  const owner = existing ? await stat(existing) : null;
  if (!isRoot()) {
    if (owner && process.getuid && owner.uid !== process.getuid()) {
      const name = (await userOfUid(owner.uid, owner.gid)).name;
      throw new EmbeddedPostgresFailed(`its data folder ${existing} belongs to the user ${name}.`, {
        advice: `Start Coursepost as ${name === 'postgres' ? 'root, as the first time' : name}.`,
      });
    }
    return null;
  }
  // A plain user's data, started by root this once, stays theirs. Root's own data folder is a restored backup: it is given away.
  if (owner && owner.uid !== 0) return userOfUid(owner.uid, owner.gid);
  return findOrCreateUser('postgres');
}

/** An older database of a DATA_DIR of this name (deleted or moved since) is left alone: it may be all somebody has. */
async function unusedName(path: string): Promise<string> {
  return (await stat(path).catch(() => null)) ? `${path}-${randomBytes(4).toString('hex')}` : path;
}

/** A folder of root's that others may pass through, whatever the umask says; gives its path back. */
async function makeOpenFolder(folder: string): Promise<string> {
  try {
    await mkdir(folder, { recursive: true });
    for (const path of [dirname(folder), folder]) await chmod(path, 0o755);
    return folder;
  } catch (error) {
    throw new EmbeddedPostgresFailed(`cannot make the folder ${folder}: ${(error as Error).message}.`, {
      advice: 'Set DATA_DIR to a folder that every user can enter, and install Coursepost in one.',
      cause: error,
    });
  }
}

async function checkVersion(existing: string | null, version: string): Promise<void> {
  if (!existing) return;
  const found = (await readFileIfThere(join(existing, 'PG_VERSION')))?.trim();
  const major = version.split('.')[0];
  if (found === major) return;
  if (found) {
    throw new EmbeddedPostgresFailed(
      `the data in ${existing} was written by PostgreSQL ${found}, and this Coursepost brings ${major}.`,
      {
        advice: `Start the Coursepost that wrote it, export, and import here.`,
      },
    );
  }
  throw new EmbeddedPostgresFailed(`${existing} is there, but is no PostgreSQL data folder (it has no PG_VERSION).`, {
    advice: 'Move it away, or set DATA_DIR to another folder.',
  });
}
