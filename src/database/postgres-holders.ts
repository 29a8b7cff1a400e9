import { randomBytes } from 'node:crypto';
import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { giveToOwnerOf } from './postgres-files.js';
import { isSameProcess, processStart, UNKNOWN_START } from './running-process.js';

/**
 * Who uses the embedded PostgreSQL: one empty file per use in DATA_DIR/postgres-holders, named pid-start-number. The last living
 * one stops the server. Call these inside withPostgresLock.
 */
export async function addHolder(dataDir: string): Promise<string> {
  const folder = join(dataDir, 'postgres-holders');
  await mkdir(folder, { recursive: true });
  await giveToOwnerOf(dataDir, folder);
  const start = processStart(process.pid) ?? UNKNOWN_START;
  const name = `${process.pid}-${start}-${randomBytes(4).toString('hex')}`;
  await writeFile(join(folder, name), '');
  return name;
}

/** Removing one that is gone already is fine. */
export async function removeHolder(dataDir: string, name: string): Promise<void> {
  await rm(join(dataDir, 'postgres-holders', name), { force: true });
}

/** Pids of the living holders, one per use; files of the dead are cleared away on the way. */
export async function livingHolders(dataDir: string): Promise<number[]> {
  const folder = join(dataDir, 'postgres-holders');
  const names = await readdir(folder).catch(() => []);
  const living: number[] = [];
  for (const name of names) {
    const [pid, start] = name.split('-');
    if (pid && start && isSameProcess(Number(pid), start)) living.push(Number(pid));
    else await rm(join(folder, name), { force: true });
  }
  return living;
}
