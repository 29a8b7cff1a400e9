import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { RateStore } from '../../src/deliveries/rate.store.js';
import { letElapseInPostgres, openDatabase, type TestDatabase } from '../database.js';

describe('the send rate that all workers share', () => {
  let database: TestDatabase;
  let rates: RateStore;
  beforeAll(async () => {
    database = await openDatabase({ clockStands: true });
    rates = new RateStore(database.dataSource);
  });
  afterAll(() => database.close());
  beforeEach(() => query('delete from send_slices'));

  const query = (sql: string) => database.dataSource.query(sql);
  const clockGoes = (by: string) => letElapseInPostgres(database, by);

  it('gives no more than a second’s letters, to whoever asks first, and what one does not need to the next', async () => {
    expect(await rates.take('all', 8, 10)).toBe(8);
    expect(await rates.take('all', 8, 10)).toBe(2);
    expect(await rates.take('all', 8, 10)).toBe(0);
    await rates.giveBack('all', 6);
    expect(await rates.take('all', 8, 10)).toBe(6);
    const shares = await Promise.all(Array.from({ length: 20 }, () => rates.take('all', 3, 10)));
    expect(shares.reduce((sum, share) => sum + share)).toBe(0);
    await rates.giveBack('all', 5);
    const others = await Promise.all(Array.from({ length: 20 }, () => rates.take('all', 3, 10)));
    expect(others.reduce((sum, share) => sum + share)).toBe(5);
  });

  it('is whole again with the next second, whatever was left of the one before', async () => {
    await rates.take('all', 10, 10);
    await clockGoes('1 second');
    await rates.giveBack('all', 10);
    expect(await rates.take('all', 30, 10)).toBe(10);
  });

  it.each(['-1 hour', '1 hour', '3 days'])('goes on when PostgreSQL’s clock is stepped by %s', async (step) => {
    await rates.take('all', 10, 10);
    await clockGoes(step);
    expect(await rates.take('all', 30, 10)).toBe(10);
  });

  it('is halved for whoever asks for less, once for one wave of answers, and again for the next', async () => {
    expect(await rates.slowDown('to google', 100)).toBe(50);
    expect(await rates.slowDown('to google', 100)).toBeNull();
    expect([...(await rates.slowed())]).toEqual([['to google', 50]]);
    await clockGoes('11 seconds');
    expect(await rates.slowDown('to google', 100)).toBeCloseTo(28.39);
    await clockGoes('11 seconds');
    expect(await rates.slowDown('to google', 3)).toBe(1.5);
    await clockGoes('11 seconds');
    expect(await rates.slowDown('to google', 0.1)).toBe(1);
  });

  it('doubles with every minute that nobody complains, and is free in the end', async () => {
    await rates.slowDown('to google', 8);
    await clockGoes('1 minute');
    expect((await rates.slowed()).get('to google')).toBe(8);
    await clockGoes('2 minutes');
    expect((await rates.slowed()).get('to google')).toBe(32);
    await clockGoes('20 minutes');
    expect((await rates.slowed()).size).toBe(0);
    expect(await rates.slowDown('to google', 100)).toBe(50);
  });

  it('is not slow for an hour because PostgreSQL’s clock was put back by one', async () => {
    await rates.slowDown('to google', 8);
    await clockGoes('-1 hour');
    expect((await rates.slowed()).size).toBe(0);
    expect(await rates.slowDown('to google', 8)).toBe(4);
  });
});
