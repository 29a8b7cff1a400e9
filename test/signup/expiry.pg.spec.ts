import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { setTimeout as pause } from 'node:timers/promises';
import type { DataSource } from 'typeorm';
import { DeliveryStore } from '../../src/deliveries/delivery.store.js';
import { SignupDecidingService } from '../../src/signup/signup-deciding.service.js';
import { SignupStore } from '../../src/signup/signup.store.js';
import { SubscriberStore } from '../../src/subscribers/subscriber.store.js';
import { AuditStore } from '../../src/audit/audit.store.js';
import { SuppressionStore } from '../../src/suppressions/suppression.store.js';
import { openDatabase, type TestDatabase } from '../database.js';

const weekAgo = new Date('2026-03-02T07:00:00Z');
const now = new Date('2026-03-09T07:00:00Z');

describe('sign-ups that nobody confirmed', () => {
  let database: TestDatabase;
  let db: DataSource;
  let deciding: SignupDecidingService;
  let suppressions: SuppressionStore;
  beforeAll(async () => {
    database = await openDatabase();
    db = database.dataSource;
    suppressions = new SuppressionStore(db, { value: Buffer.alloc(32, 7) }, new AuditStore());
    deciding = new SignupDecidingService(
      db,
      new SignupStore(db),
      new SubscriberStore(db),
      suppressions,
      new DeliveryStore(db),
    );
  });
  afterAll(() => database.close());
  afterEach(() => db.query('truncate subscribers, signups, suppressions cascade'));

  /** Undecided sign-ups of person1@, person2@ …, as they were typed in at the instant. */
  const typed = (count: number, at: Date) =>
    db.query(
      `insert into signups (email, email_key, words, newsletter_words, client_address, created_at, expires_at)
       select 'person' || n || '@example.com', 'person' || n || '@example.com', '', '', '127.0.0.1', $2, $2::timestamptz + interval '7 days'
       from generate_series(1, $1::int) n`,
      [count, at],
    );
  const left = async (table: 'signups' | 'subscribers' | 'deliveries') =>
    (await db.query<unknown[]>(`select 1 from ${table}`)).length;

  it('go all at once, however many, with and without a person behind them', async () => {
    await typed(205, weekAgo);
    for (let n = 3; n <= 205; n += 3)
      await suppressions.suppress(suppressions.hash(`person${n}@example.com`), 'manual', weekAgo);
    await deciding.decide(weekAgo);
    expect([await left('signups'), await left('subscribers')]).toEqual([205, 205 - 68]);
    await deciding.expire(now);
    expect([await left('signups'), await left('subscribers'), await left('deliveries')]).toEqual([0, 0, 0]);
  });

  it('take nobody along who has just signed up once more', async () => {
    await typed(1, weekAgo);
    await deciding.decide(weekAgo);
    await typed(1, now);
    const person = await db.query<unknown[]>('select 1 from subscribers');
    expect(person).toHaveLength(1);

    // Another worker has linked the new sign-up to the person and not committed yet.
    let expiring: Promise<void> = Promise.resolve();
    await db.transaction(async (other) => {
      await other.query('select 1 from subscribers for no key update');
      await other.query(
        `update signups set subscriber_id = (select id from subscribers), decided_at = $1, outcome = 'confirmation'
         where subscriber_id is null`,
        [now],
      );
      expiring = deciding.expire(now);
      while (!(await waitsForALock())) await pause(20);
    });
    await expiring;
    expect([await left('subscribers'), await left('signups')]).toEqual([1, 1]);
  });

  const waitsForALock = async () =>
    (
      await db.query<unknown[]>(
        `select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
      )
    ).length > 0;
});
