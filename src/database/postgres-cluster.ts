import { randomBytes } from 'node:crypto';
import { appendFile, chown, mkdir, mkdtemp, readdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { programIn } from './postgres-binaries.js';
import { EmbeddedPostgresFailed } from './postgres-failure.js';
import { chownTree, readFileIfThere, syncFolder, writePrivateFile } from './postgres-files.js';
import type { PostgresHome } from './postgres-home.js';
import { runProgram } from './postgres-program.js';

/** The superuser of the embedded PostgreSQL, whose password is in DATA_DIR/postgres-password. */
export const SUPERUSER = 'coursepost';

/** A socket's whole path must stay under about 104 bytes; ".s.PGSQL." and the port take 16 with the slash. */
const LONGEST_SOCKET_FOLDER = 84;

/** The kept password, or null. Letters that need no escaping in a URL. */
export async function readPassword(dataDir: string): Promise<string | null> {
  return (await readFileIfThere(join(dataDir, 'postgres-password')))?.trim() || null;
}

/** A new password of 192 bits. */
export function newPassword(): string {
  return randomBytes(24).toString('base64url');
}

/** Keeps it in DATA_DIR/postgres-password (0600). */
export async function keepPassword(dataDir: string, password: string): Promise<void> {
  await writePrivateFile(join(dataDir, 'postgres-password'), `${password}\n`);
}

/**
 * Makes the data folder, whole or not at all: initdb works in a folder beside it that is renamed when done, so one that was
 * killed half-way leaves only litter, which the next one clears away.
 * @throws EmbeddedPostgresFailed with initdb's own words
 */
export async function createCluster(home: PostgresHome, password: string, durable: boolean): Promise<void> {
  const parent = dirname(home.pgdata);
  for (const name of await readdir(parent)) {
    if (name.startsWith('postgres.initdb-'))
      await rm(join(parent, name), { recursive: true, force: true, maxRetries: 3 });
  }
  const draft = await mkdtemp(join(parent, 'postgres.initdb-')); // 0700
  try {
    const data = join(draft, 'data');
    const passwordFile = join(draft, 'password');
    await mkdir(data, { mode: 0o700 });
    await writeFile(passwordFile, `${password}\n`, { mode: 0o600 });
    if (home.as) await chownTree(draft, home.as.uid, home.as.gid);
    const done = await runProgram(
      programIn(home.binDir, 'initdb'),
      [
        ...['-D', data, '--username', SUPERUSER, '--pwfile', passwordFile, '--auth=scram-sha-256'],
        // The same order and case rules on every machine: code points, and all of Unicode for lower() and upper().
        ...[
          '--encoding=UTF8',
          '--locale=C',
          '--locale-provider=builtin',
          '--builtin-locale=C.UTF-8',
          '--text-search-config=simple',
        ],
        '--no-instructions',
        ...(durable ? [] : ['--no-sync']),
      ],
      { as: home.as },
    );
    if (done.code !== 0) {
      throw new EmbeddedPostgresFailed(`could not make a new database in ${home.pgdata}.`, {
        logLines: done.output.split('\n').slice(-8),
        advice: 'Make room on the disk, or set DATA_DIR to another folder.',
      });
    }
    await appendFile(
      join(data, 'postgresql.conf'),
      "\ninclude_if_exists = 'coursepost.conf' # written at every start\n",
    );
    await rename(data, home.pgdata);
    await syncFolder(parent);
  } finally {
    await rm(draft, { recursive: true, force: true, maxRetries: 3 });
  }
}

/** Writes this start's settings. Only for a server that does not run. */
export async function writeSettings(home: PostgresHome, port: number, durable: boolean): Promise<void> {
  const owner = home.as;
  if (owner && (await stat(home.pgdata)).uid !== owner.uid) await chownTree(home.pgdata, owner.uid, owner.gid);
  const socketFolder = join(home.pgdata, 'socket');
  const short = process.platform !== 'win32' && Buffer.byteLength(socketFolder) <= LONGEST_SOCKET_FOLDER;
  if (short) {
    await mkdir(socketFolder, { recursive: true, mode: 0o700 });
    if (owner) await chown(socketFolder, owner.uid, owner.gid);
  }
  const speed = durable ? [] : ['fsync = off', 'synchronous_commit = off', 'full_page_writes = off'];
  const lines = [
    '# Written by Coursepost at every start; put lasting changes of your own into postgresql.auto.conf (ALTER SYSTEM).',
    "listen_addresses = '127.0.0.1'",
    `port = ${port}`,
    // Double quotes inside the single ones: a comma in the path must not make two folders of it.
    `unix_socket_directories = '${short ? `"${socketFolder.replaceAll("'", "''")}"` : ''}'`,
    'unix_socket_permissions = 0700',
    'password_encryption = scram-sha-256',
    'max_connections = 200',
    "timezone = 'UTC'",
    "log_timezone = 'UTC'",
    "lc_messages = 'C'",
    "log_line_prefix = '%m [%p] '",
    'logging_collector = off',
    ...speed,
  ];
  const file = join(home.pgdata, 'coursepost.conf');
  await writeFile(file, `${lines.join('\n')}\n`, { mode: 0o600 });
  if (owner) await chown(file, owner.uid, owner.gid);
}

/**
 * Sets the superuser's password without knowing the old one: for a data folder whose postgres-password was lost.
 * Only for a server that does not run. The password goes through stdin, since arguments are visible to everybody.
 */
export async function resetPassword(home: PostgresHome, password: string): Promise<void> {
  const done = await runProgram(programIn(home.binDir, 'postgres'), ['--single', '-D', home.pgdata, 'postgres'], {
    as: home.as,
    input: `alter role ${SUPERUSER} password '${password}'\n`,
  });
  if (done.code !== 0 || /ERROR|FATAL/.test(done.output)) {
    throw new EmbeddedPostgresFailed('its password file was lost, and a new password could not be set.', {
      logLines: done.output.replaceAll(password, '…').split('\n').slice(-8),
    });
  }
}

/** PostgreSQL's log grows for ever: at a start, beyond 10 MB, the old one is put aside as coursepost.log.1. */
export async function turnLog(logFile: string): Promise<void> {
  const log = await stat(logFile).catch(() => null);
  if (log && log.size > 10 * 1024 * 1024) await rename(logFile, `${logFile}.1`);
}

/** What postmaster.pid says: whose pid and which port, or null if there is none (the server does not run and ended well). */
export async function readPostmasterFile(pgdata: string): Promise<{ pid: number; port: number | null } | null> {
  const text = await readFileIfThere(join(pgdata, 'postmaster.pid'));
  if (text === null) return null;
  const lines = text.split('\n');
  // Lines: pid, data folder, start, port, … ; the port is missing in the first moment of a start.
  return { pid: Math.abs(Number(lines[0])) || 0, port: Number(lines[3]) || null };
}

/**
 * Makes the postmaster.pid that a killed server left (if any) name no process at all. The pid may belong to another program by
 * now, or to a zombie that nobody collects in a container: PostgreSQL would take either for itself and refuse. The file is not
 * removed: its other lines let PostgreSQL find backends of the killed server that still use the data.
 */
export async function disownPostmasterFile(pgdata: string): Promise<void> {
  const file = join(pgdata, 'postmaster.pid');
  const text = await readFileIfThere(file);
  if (text === null) return;
  const lines = text.split('\n');
  const beyondAllPids = 2 ** 22 + 1; // Linux gives pids up to 2^22, others fewer
  await writeFile(file, [String(beyondAllPids), ...lines.slice(1)].join('\n'));
}

/**
 * Removes the sockets that a killed server left, with their lock files: on the same port as before PostgreSQL would ask
 * whether their pid lives, with the same wrong answer. Only for a server that does not run.
 */
export async function removeSockets(pgdata: string): Promise<void> {
  const folder = join(pgdata, 'socket');
  for (const name of await readdir(folder).catch(() => [])) {
    if (name.startsWith('.s.PGSQL.')) await rm(join(folder, name), { force: true });
  }
}
