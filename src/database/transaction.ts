import { AsyncLocalStorage } from 'node:async_hooks';
import type { DataSource, EntityManager } from 'typeorm';

/** Deadlock and serialisation failure: PostgreSQL undid everything and asks us to try again. */
const tryAgain = new Set(['40P01', '40001']);

const witnesses = new AsyncLocalStorage<(manager: EntityManager) => Promise<void>>();

/**
 * Runs `work` in one transaction. When PostgreSQL chose it to resolve a deadlock, it is run again, up to four times:
 * `work` must therefore do nothing but talk to the database through the given manager.
 */
export async function inTransaction<T>(
  dataSource: DataSource,
  work: (manager: EntityManager) => Promise<T>,
): Promise<T> {
  const witness = witnesses.getStore();
  for (let attempt = 1; ; attempt++) {
    try {
      return await dataSource.transaction(async (manager) => {
        const result = await work(manager);
        await witness?.(manager);
        return result;
      });
    } catch (error) {
      if (attempt >= 5 || !tryAgain.has(codeOf(error))) throw error;
    }
  }
}

/** Lets `witness` write into every transaction that `work` commits, last of all: it is written if and only if that is. */
export function witnessed<T>(witness: (manager: EntityManager) => Promise<void>, work: () => Promise<T>): Promise<T> {
  return witnesses.run(witness, work);
}

function codeOf(error: unknown): string {
  return typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : '';
}
