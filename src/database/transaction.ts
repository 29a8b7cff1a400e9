import type { DataSource, EntityManager } from 'typeorm';

/** Deadlock and serialisation failure: PostgreSQL undid everything and asks us to try again. */
const tryAgain = new Set(['40P01', '40001']);

/**
 * Runs `work` in one transaction. When PostgreSQL chose it to resolve a deadlock, it is run again, up to four times:
 * `work` must therefore do nothing but talk to the database through the given manager.
 */
export async function inTransaction<T>(
  dataSource: DataSource,
  work: (manager: EntityManager) => Promise<T>,
): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await dataSource.transaction(work);
    } catch (error) {
      if (attempt >= 5 || !tryAgain.has(codeOf(error))) throw error;
    }
  }
}

function codeOf(error: unknown): string {
  return typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : '';
}
