import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { RequestCounterStore } from '../../src/http/request-counter.store.js';
import { openDatabase, type TestDatabase } from '../database.js';

describe('Counters in PostgreSQL', () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await openDatabase();
  });
  afterAll(() => database.close());

  it('let exactly as many pass as the limit says, also when two processes count at once', async () => {
    const [one, two] = [new RequestCounterStore(database.dataSource), new RequestCounterStore(database.dataSource)];
    const waits = await Promise.all(
      Array.from({ length: 20 }, (_, index) => (index % 2 ? one : two).count('signup:here', 7, 3600)),
    );
    expect(waits.filter((wait) => wait === 0)).toHaveLength(7);
    expect(Math.max(...waits)).toBeLessThanOrEqual(3600);
    expect(await one.count('signup:elsewhere', 7, 3600)).toBe(0);
  });

  it('begin again when the time is over', async () => {
    const store = new RequestCounterStore(database.dataSource);
    const first = Date.now();
    const clock = jest.spyOn(Date, 'now').mockReturnValue(first); // which the library reads
    expect(await store.count('brief', 1, 1)).toBe(0);
    clock.mockReturnValue(first + 900);
    expect(await store.count('brief', 1, 1)).toBe(1);
    clock.mockReturnValue(first + 1_100);
    expect(await store.count('brief', 1, 1)).toBe(0);
    clock.mockRestore();
  });

  it('leave no named statement behind, which a transaction-mode pooler would lose', async () => {
    await new RequestCounterStore(database.dataSource).count('named', 1, 60);
    expect(await database.dataSource.query('select name from pg_prepared_statements')).toEqual([]);
  });
});
