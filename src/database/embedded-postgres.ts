import { readdir, rm, rmdir, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { createCluster, keepPassword, newPassword, readPassword, resetPassword } from './postgres-cluster.js';
import { ensureDatabase, urlOf } from './postgres-connection.js';
import { EmbeddedPostgresFailed } from './postgres-failure.js';
import { addHolder, livingHolders, removeHolder } from './postgres-holders.js';
import { homeElsewhere, makeDataDir, noteHome, settleHome, type PostgresHome } from './postgres-home.js';
import { withPostgresLock } from './postgres-lock.js';
import { adoptServer, livingServer, startServer, stopServer } from './postgres-server.js';

/** A running PostgreSQL that this call may use until it calls `stop`. */
export interface EmbeddedPostgres {
  /** postgres://coursepost:PASSWORD@127.0.0.1:PORT/coursepost. The role is a superuser. */
  readonly url: string;
  /** It ran already: another process uses it too, or one was killed and left it. */
  readonly adopted: boolean;
  /**
   * Starts it again, on the same port, if it has died (killed, out of memory, disk full); gives whether it had to. While it
   * lives this only looks at two files. Several users may call it at once: one of them starts it.
   * @throws EmbeddedPostgresFailed when it cannot be started; call again later
   */
  revive(): Promise<boolean>;
  /** Gives it back. The last living user's call really stops the server. A second call does nothing. */
  stop(): Promise<void>;
}

export interface EmbeddedPostgresOptions {
  /** DATA_DIR; made if missing. The database is in its folder `postgres`, or where its `postgres.json` says. */
  dataDir: string;
  /**
   * Default true. false is faster, for tests and the demo: a crash of PostgreSQL loses the last fraction of a second, and a power
   * cut may lose everything. A server that is adopted keeps what it was started with.
   */
  durable?: boolean;
  /** Takes what a person should know, line by line; nothing secret is in it. Default: nowhere. */
  log?: (line: string) => void;
}

/**
 * Gives the PostgreSQL of a DATA_DIR: adopts the living one, or makes the database if there is none and starts it, as the user
 * `postgres` when we are root. Returns when it answers and has the database `coursepost`.
 *
 * Any number of processes, and calls in one process, may do this at once for one DATA_DIR: one starts, the others adopt. The
 * server outlives a killed process and Ctrl-C; the next start adopts it.
 * @throws EmbeddedPostgresFailed, in plain words for the person at the terminal
 */
export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const log = options.log ?? (() => {});
  const durable = options.durable ?? true;
  const dataDir = await makeDataDir(options.dataDir);
  const { home, holder, url, adopted } = await withPostgresLock(dataDir, log, async () => {
    const home = await settleHome(dataDir);
    const password = await settleData(home, durable, log);
    const living = await adoptServer(home, password);
    const port = living?.port ?? (await startServer(home, password, durable));
    if (living && durable && !living.durable) {
      log(
        'the embedded PostgreSQL was started without safety against crashes; stop all of Coursepost once to change that',
      );
    }
    await ensureDatabase(port, password).catch(async (error: Error) => {
      if (!living) await stopServer(home, log);
      throw new EmbeddedPostgresFailed(`its database could not be made: ${error.message}.`, { cause: error });
    });
    await noteHome(home, port);
    const holder = await addHolder(dataDir);
    log(
      `embedded PostgreSQL ${home.version} ${living ? 'was running' : 'started'} on port ${port}, data in ${home.pgdata}`,
    );
    return { home, holder, url: urlOf(port, password), adopted: living !== null };
  });

  let stopping: Promise<void> | null = null;
  const port = Number(new URL(url).port);
  const revive = async () => {
    if (stopping || (await livingServer(home.pgdata))) return false;
    return withPostgresLock(dataDir, log, async () => {
      if (stopping || (await livingServer(home.pgdata))) return false;
      await startServer(home, new URL(url).password, durable, port);
      log(`embedded PostgreSQL had died and was started again on port ${port}`);
      return true;
    });
  };
  const stop = () =>
    withPostgresLock(dataDir, log, async () => {
      await removeHolder(dataDir, holder);
      if ((await livingHolders(dataDir)).length === 0) await stopServer(home, log);
    });
  return { url, adopted, revive, stop: () => (stopping ??= stop()) };
}

/**
 * Stops and deletes the database of a DATA_DIR with all its files, wherever they lie: for throw-away ones (demo, tests), whose data
 * may be outside the folder when root runs them. Files of others in DATA_DIR stay. Fine if there is none.
 * @throws EmbeddedPostgresFailed when a living process (this one included) still uses it
 */
export async function removeEmbeddedPostgres(options: {
  dataDir: string;
  log?: (line: string) => void;
}): Promise<void> {
  const log = options.log ?? (() => {});
  const dataDir = await makeDataDir(options.dataDir);
  await withPostgresLock(dataDir, log, async () => {
    const holders = await livingHolders(dataDir);
    if (holders.length)
      throw new EmbeddedPostgresFailed(`process ${holders[0]} uses it, so it is not removed.`, { advice: 'End it.' });
    const home = await settleHome(dataDir);
    await stopServer(home, log);
    await rm(home.pgdata, { recursive: true, force: true });
    const elsewhere = homeElsewhere(dataDir);
    await removeNamed(dataDir, /^postgres(-|\.json|\.initdb-)/);
    await removeNamed(elsewhere, /^postgres(-binaries-|\.initdb-)/);
    // Emptied folders go too; one that holds another database of a folder of this name stays.
    for (const folder of [elsewhere, dirname(home.pgdata)]) if (folder !== dataDir) await rmdir(folder).catch(() => {});
  });
}

async function removeNamed(folder: string, pattern: RegExp): Promise<void> {
  for (const name of await readdir(folder).catch(() => [])) {
    if (pattern.test(name)) await rm(join(folder, name), { recursive: true, force: true });
  }
}

/** Sees to it that there is a data folder and that we know its password, and gives the password. */
async function settleData(home: PostgresHome, durable: boolean, log: (line: string) => void): Promise<string> {
  const kept = await readPassword(home.dataDir);
  if (!(await stat(home.pgdata).catch(() => null))) {
    const password = kept ?? newPassword();
    if (!kept) await keepPassword(home.dataDir, password);
    log(`making a new database in ${home.pgdata}`);
    await noteHome(home, null); // before the data is there, so that it is found even if we are killed in between
    await createCluster(home, password, durable);
    return password;
  }
  if (kept) return kept;
  if (await livingServer(home.pgdata)) {
    const holders = await livingHolders(home.dataDir);
    if (holders.length)
      throw new EmbeddedPostgresFailed('the file postgres-password in DATA_DIR is gone.', {
        advice: 'Stop all of Coursepost, then start it again.',
      });
    await stopServer(home, log);
  }
  log('the password of the embedded PostgreSQL was lost; a new one is set');
  const password = newPassword();
  await resetPassword(home, password);
  await keepPassword(home.dataDir, password);
  return password;
}
