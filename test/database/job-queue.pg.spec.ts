import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { inTransaction } from '../../src/database/transaction.js';
import { PgBossQueue } from '../../src/database/pg-boss-queue.js';
import { openDatabase, type TestDatabase } from '../database.js';

describe('the job queue', () => {
  let database: TestDatabase;
  let queue: PgBossQueue;
  const done: string[] = [];
  beforeAll(async () => {
    database = await openDatabase();
    queue = new PgBossQueue(database.dataSource, { works: false });
    queue.work<{ which: string }>('note', async ({ which }) => void done.push(which));
  });
  afterAll(async () => {
    await queue.beforeApplicationShutdown();
    await database.close();
  });

  it('does a job that was sent in a transaction once that is committed, and never one that was undone', async () => {
    await inTransaction(database.dataSource, async (db) => {
      await queue.send('note', { which: 'committed' }, { db });
      expect(await queue.drain()).toBe(0);
    });
    const undone = inTransaction(database.dataSource, async (db) => {
      await queue.send('note', { which: 'undone' }, { db });
      throw new Error('never mind');
    });
    await expect(undone).rejects.toThrow('never mind');
    expect(await queue.drain()).toBe(1);
    expect(done).toEqual(['committed']);
  });

  it('throws what went wrong where jobs are run by hand', async () => {
    queue.work('break', () => Promise.reject(new Error('broken')));
    await queue.send('break', {});
    await expect(queue.drain()).rejects.toThrow('broken');
  });

  it('takes jobs of a name again after a call that the database could not answer', async () => {
    await database.dataSource.query('alter table pgboss.queue rename to queue_away');
    await expect(queue.send('later', {})).rejects.toThrow('queue');
    await database.dataSource.query('alter table pgboss.queue_away rename to queue');
    expect(await queue.send('later', {})).toMatch(/^[0-9a-f-]{36}$/);
  });
});
