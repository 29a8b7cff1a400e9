import { createServer } from 'node:net';
import { performance } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import { stat } from 'node:fs/promises';
import { disownPostmasterFile, readPostmasterFile, removeSockets, turnLog, writeSettings } from './postgres-cluster.js';
import { askServer } from './postgres-connection.js';
import { EmbeddedPostgresFailed } from './postgres-failure.js';
import { lastLines } from './postgres-files.js';
import type { PostgresHome } from './postgres-home.js';
import { programIn } from './postgres-binaries.js';
import { runProgram } from './postgres-program.js';
import { processStart, servesDataFolder } from './running-process.js';

const READY_WITHIN_MS = 60_000;
const POLL_MS = 50;
const PORT_TRIES = 5;
const OLD_BACKENDS_LEAVE_WITHIN_MS = 60_000;

/** Pid of the living server of this data folder, or null. */
export async function livingServer(pgdata: string): Promise<{ pid: number; port: number | null } | null> {
  const file = await readPostmasterFile(pgdata);
  if (!file || processStart(file.pid) === null || !servesDataFolder(file.pid, pgdata)) return null;
  return file;
}

/**
 * Waits until the living server answers and gives its port; null if there is none, or it ends while we wait (it was stopping).
 * @throws EmbeddedPostgresFailed after 60 s, and when the password is not the kept one
 */
export async function adoptServer(
  home: PostgresHome,
  password: string,
): Promise<{ port: number; durable: boolean } | null> {
  const began = performance.now();
  let last = '';
  while (performance.now() - began < READY_WITHIN_MS) {
    const server = await livingServer(home.pgdata);
    if (!server) return null;
    if (server.port !== null) {
      const answer = await askServer(server.port, password, home.pgdata);
      if (answer.kind === 'ready') return { port: server.port, durable: answer.durable };
      if (answer.kind === 'wrong-password') throw new WrongPassword(server.pid, home.dataDir);
      last = answer.kind === 'error' ? answer.message : answer.kind;
    }
    await sleep(POLL_MS);
  }
  throw new EmbeddedPostgresFailed(`it has been starting for over a minute and is not ready (${last}).`, {
    logLines: await lastLines(home.logFile, 12),
    logFile: home.logFile,
    advice: 'If it is repairing itself after a crash, start again in a few minutes.',
  });
}

/**
 * Starts a server that does not run, on a free port of 127.0.0.1, and gives the port when it really answers. After a crash
 * PostgreSQL repairs its data first. It lives in its own session: it survives us, and Ctrl-C.
 * @param samePort the port its users know it by, after it has died under them; null: any free one
 * @throws EmbeddedPostgresFailed with the end of PostgreSQL's log
 */
export async function startServer(
  home: PostgresHome,
  password: string,
  durable: boolean,
  samePort: number | null = null,
): Promise<number> {
  await turnLog(home.logFile);
  const began = performance.now();
  for (let attempt = 1; ; attempt++) {
    // Living by now: a starter that was killed had just launched it. pg_ctl then refuses, and it is adopted below.
    if (!(await livingServer(home.pgdata))) {
      await disownPostmasterFile(home.pgdata);
      await removeSockets(home.pgdata);
    }
    const port = samePort ?? (await freePort());
    await writeSettings(home, port, durable);
    const logBefore = (await stat(home.logFile).catch(() => null))?.size ?? 0;
    const started = await runProgram(
      programIn(home.binDir, 'pg_ctl'),
      ['start', '-D', home.pgdata, '-l', home.logFile, '-w', '-t', String(READY_WITHIN_MS / 1000)],
      { as: home.as },
    );
    const ready = await adoptServer(home, password).catch(async (error: unknown) => {
      if (error instanceof WrongPassword) await stopServer(home, () => {}); // we started it, nobody could use it
      throw error;
    });
    if (ready) return ready.port;

    const said = await lastLines(home.logFile, 12, logBefore);
    const words = said.join('\n');
    const portTaken = /could not bind IPv4|could not create any TCP\/IP sockets/.test(words);
    // The server was killed and its backends have not noticed yet; they do so within moments.
    const oldBackends =
      /pre-existing shared memory block/.test(words) && performance.now() - began < OLD_BACKENDS_LEAVE_WITHIN_MS;
    if (oldBackends) await sleep(500);
    else if (!portTaken || attempt >= PORT_TRIES) {
      throw new EmbeddedPostgresFailed(`could not be started in ${home.pgdata}.`, {
        logLines: said.length ? said : started.output.split('\n').slice(-8),
        logFile: home.logFile,
        advice: 'See what it says above.',
      });
    }
  }
}

/** Stops the server, if it lives: connections are cut, what is committed stays. Immediately, if that takes over 30 s. */
export async function stopServer(home: PostgresHome, log: (line: string) => void): Promise<void> {
  if (!(await livingServer(home.pgdata))) return;
  const stop = (mode: 'fast' | 'immediate') =>
    runProgram(programIn(home.binDir, 'pg_ctl'), ['stop', '-D', home.pgdata, '-m', mode, '-w', '-t', '30'], {
      as: home.as,
    });
  if ((await stop('fast')).code === 0 || !(await livingServer(home.pgdata))) return;
  log('the embedded PostgreSQL did not stop within 30 s and is stopped at once; it repairs itself at the next start');
  const stopped = await stop('immediate');
  if (stopped.code !== 0 && (await livingServer(home.pgdata))) {
    throw new EmbeddedPostgresFailed('could not be stopped.', { logLines: stopped.output.split('\n').slice(-5) });
  }
}

class WrongPassword extends EmbeddedPostgresFailed {
  constructor(pid: number, dataDir: string) {
    super(`it runs (process ${pid}), but does not take the password in ${dataDir}/postgres-password.`, {
      advice: `Put the right file back; or stop Coursepost, remove the file and start again: a new password is then made.`,
    });
  }
}

/** A port that was free a moment ago: somebody may take it before PostgreSQL does. */
function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      const port = typeof address === 'object' && address ? address.port : 0;
      probe.close(() => resolve(port));
    });
  });
}
