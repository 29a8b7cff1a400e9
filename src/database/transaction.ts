import { AsyncLocalStorage } from 'node:async_hooks';
import type { DataSource, EntityManager } from 'typeorm';

/** Deadlock and serialisation failure: PostgreSQL undid everything and asks us to try again. */
const tryAgain = new Set(['40P01', '40001']);

/** Sees what a transaction gave, and writes beside it. */
type Witness = (manager: EntityManager, result: unknown) => Promise<void>;

const witnesses = new AsyncLocalStorage<Witness>();
const hosts = new AsyncLocalStorage<EntityManager>();

/**
 * Runs `work` in one transaction. When PostgreSQL chose it to resolve a deadlock, it is run again, up to four times:
 * `work` must therefore do nothing but talk to the database through the given manager.
 */
export async function inTransaction<T>(
  dataSource: DataSource,
  work: (manager: EntityManager) => Promise<T>,
): Promise<T> {
  const witness = witnesses.getStore();
  const host = hosts.getStore();
  const once = () =>
    (host ?? dataSource).transaction(async (manager) => {
      const result = await work(manager);
      await witness?.(manager, result);
      return result;
    });
  // Within another one it is that one which is run again, from its beginning.
  return host ? once() : againAfterDeadlock(once);
}

/**
 * Makes every transaction that `work` would be a part of the one that `manager` is in: all of it is committed, or none. One
 * that fails is undone alone, and what it threw may be caught.
 */
export function joined<T>(manager: EntityManager, work: () => Promise<T>): Promise<T> {
  return hosts.run(manager, work);
}

/** The same promise for a single statement, which is its own transaction. */
export async function againAfterDeadlock<T>(work: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await work();
    } catch (error) {
      if (attempt >= 5 || !tryAgain.has(codeOf(error))) throw error;
    }
  }
}

/**
 * Lets `witness` write into every transaction that `work` commits, last of all: it is written if and only if that is. Within
 * another witnessed call both write, the inner one first.
 */
export function witnessed<T>(witness: Witness, work: () => Promise<T>): Promise<T> {
  const outer = witnesses.getStore();
  const both: Witness = async (manager, result) => {
    await witness(manager, result);
    await outer?.(manager, result);
  };
  return witnesses.run(both, work);
}

function codeOf(error: unknown): string {
  return typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : '';
}
