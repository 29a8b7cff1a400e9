import { randomBytes } from 'node:crypto';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import { EmbeddedPostgresFailed } from './postgres-failure.js';
import { isSameProcess, processStart, UNKNOWN_START } from './running-process.js';

const POLL_MS = 50;
const EMPTY_IS_DEAD_AFTER_MS = 2_000; // killed between making the lock file and writing its name into it
const STEAL_IS_DEAD_AFTER_MS = 5_000;
const GIVE_UP_AFTER_MS = 180_000; // longer than the longest start (60 s) and stop (30 s + 30 s)

/**
 * Runs `work` while no other process (nor another call in this one) is inside for the same DATA_DIR.
 * The lock is the file DATA_DIR/postgres.lock with the owner's pid and start; the lock of a dead owner is taken over.
 * @throws EmbeddedPostgresFailed when the lock's living owner keeps it for three minutes; and whatever `work` throws.
 */
export async function withPostgresLock<T>(
  dataDir: string,
  log: (line: string) => void,
  work: () => Promise<T>,
): Promise<T> {
  const file = join(dataDir, 'postgres.lock');
  const name = `${process.pid} ${processStart(process.pid) ?? UNKNOWN_START} ${randomBytes(6).toString('hex')}`;
  await acquire(file, name, log);
  try {
    return await work();
  } finally {
    if ((await contentOf(file)) === name) await rm(file, { force: true });
  }
}

async function acquire(file: string, name: string, log: (line: string) => void): Promise<void> {
  const began = performance.now();
  let said = false;
  let seen: string | null = null;
  let seenSince = began;
  while (!(await createExclusively(file, name))) {
    const content = await contentOf(file);
    if (content !== seen) {
      seen = content;
      seenSince = performance.now();
    }
    if (content !== null && isDead(content, performance.now() - seenSince)) {
      await takeAway(file, content);
      continue;
    }
    const waited = performance.now() - began;
    const owner = content?.split(' ')[0] || 'unknown';
    if (waited > 2_000 && !said) {
      said = true;
      log(`waiting for process ${owner}, which is starting or stopping the embedded PostgreSQL`);
    }
    if (waited > GIVE_UP_AFTER_MS) {
      throw new EmbeddedPostgresFailed(`process ${owner} has been starting or stopping it for three minutes.`, {
        advice: `End that process, or remove ${file} if it is no process of Coursepost.`,
      });
    }
    await sleep(POLL_MS + Math.random() * POLL_MS);
  }
}

function isDead(content: string, seenForMs: number): boolean {
  const [pid, start] = content.split(' ');
  if (!pid || !start) return seenForMs > EMPTY_IS_DEAD_AFTER_MS;
  return !isSameProcess(Number(pid), start);
}

/**
 * Removes a dead owner's lock. Two waiters may come to that conclusion together, and the slower must not remove the lock that
 * the faster has taken meanwhile: so only who holds the second file looks again and removes.
 */
async function takeAway(file: string, deadContent: string): Promise<void> {
  const steal = `${file}.steal`;
  const began = performance.now();
  while (!(await createExclusively(steal, String(process.pid)))) {
    if (performance.now() - began > STEAL_IS_DEAD_AFTER_MS) await rm(steal, { force: true });
    else await sleep(POLL_MS);
  }
  try {
    if ((await contentOf(file)) === deadContent) await rm(file, { force: true });
  } finally {
    await rm(steal, { force: true });
  }
}

async function createExclusively(file: string, content: string): Promise<boolean> {
  try {
    await writeFile(file, content, { flag: 'wx', mode: 0o644 });
    return true;
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (code === 'EEXIST' || (code === 'EPERM' && process.platform === 'win32')) return false;
    throw new EmbeddedPostgresFailed(`cannot write ${file}: ${(error as Error).message}.`, {
      advice: 'Give DATA_DIR a folder that this user may write.',
      cause: error,
    });
  }
}

async function contentOf(file: string): Promise<string | null> {
  try {
    return (await readFile(file, 'utf8')).trim();
  } catch {
    return null;
  }
}
