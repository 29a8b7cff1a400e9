import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { SendPace } from '../../src/deliveries/send-pace.js';
import { letElapseInPostgres } from '../database.js';
import { TestHouse } from '../house.js';
import { answer } from '../mail-server.js';
import { dueReaders } from './due-readers.js';
import { letElapse } from './elapsed.js';
import { expectLedgerInOrder } from './ledger-checks.js';

describe('a provider asks for fewer letters', () => {
  let house: TestHouse;
  let two: TestHouse;
  let gmail: string[];
  let others: string[];
  let day = 2;
  beforeAll(async () => {
    house = await TestHouse.open({ at: '2026-03-02T07:00Z', clockStands: true });
    two = await TestHouse.open({ beside: house });
  });
  afterAll(async () => {
    await two.close();
    await house.close();
  });
  beforeEach(async () => {
    house.clock.moveTo(`2026-03-${String(day).padStart(2, '0')}T07:00Z`);
    day += 3;
    const emails = await dueReaders(house, 80);
    gmail = emails.slice(0, 40).map((email) => email.replace('example.com', 'gmail.com'));
    others = emails.slice(40);
    await query(
      `update subscribers set email = replace(email, 'example.com', 'gmail.com'), email_key = replace(email_key, 'example.com', 'gmail.com')
       where email = any($1)`,
      emails.slice(0, 40),
    );
  });
  afterEach(async () => {
    house.mail.judgeRecipient = null;
    await expectLedgerInOrder(house);
    await query('delete from subscribers');
    await query('delete from send_slices');
    await elapse(60);
    house.mail.arrived.length = 0;
  });

  /** For the house and for PostgreSQL, where the rate is kept: no second goes by because the machine is busy. */
  const elapse = async (seconds: number) => {
    letElapse(seconds);
    await letElapseInPostgres(house.database, `${seconds} seconds`);
  };
  const query = <T>(sql: string, ...parameters: unknown[]) => house.database.dataSource.query<T[]>(sql, parameters);
  const arrivedOf = (emails: readonly string[]) => emails.filter((email) => house.mail.to(email).length > 0).length;
  const slowed = () => query<{ scope: string }>('select scope, slowed_to from send_slices where slowed_to is not null');

  it('and gets them one after the other, from every worker, while nobody else waits', async () => {
    let asked = 0;
    house.mail.judgeRecipient = (to) =>
      to.endsWith('@gmail.com') && ++asked > 5 ? answer(450, '4.7.28 unusual rate of mail') : null;
    await house.beat();
    expect(arrivedOf(others)).toBe(40);
    expect(arrivedOf(gmail)).toBe(5);
    expect(await slowed()).toEqual([{ scope: 'to google', slowed_to: expect.any(Number) }]);

    // The provider has calmed down, and the clock comes to those that it put off: few at a time, from the other worker too.
    house.mail.judgeRecipient = null;
    await query(`update send_slices set slowed_to = 2, slowed_at = clock_timestamp()`);
    letElapse(2);
    house.clock.move({ minutes: 5 });
    await Promise.all([house.beat(), two.beat()]);
    const few = arrivedOf(gmail);
    expect(few).toBeGreaterThan(5);
    expect(few).toBeLessThan(30);
    const waiting = await query<{ seconds: number }>(
      `select extract(epoch from due_at - $1)::float as seconds from deliveries where state = 'planned' order by due_at`,
      house.clock.now(),
    );
    expect(waiting).toHaveLength(40 - few);
    expect(waiting.at(0)?.seconds).toBeLessThan(5);
    expect(waiting.at(-1)?.seconds).toBeLessThanOrEqual(21);

    await query('update send_slices set slowed_at = null');
    await elapse(2);
    house.clock.move({ minutes: 1 });
    await house.beat();
    expect(arrivedOf(gmail)).toBe(40);
  });

  it('but one grumble among many letters slows nobody down', async () => {
    const grumble = gmail[20];
    house.mail.judgeRecipient = (to) => (to === grumble ? answer(450, '4.7.1 greylisted') : null);
    await house.beat();
    expect(arrivedOf(gmail)).toBe(39);
    expect(await slowed()).toEqual([]);
    house.mail.judgeRecipient = null;
    house.clock.move({ minutes: 5 });
    await house.beat();
    expect(arrivedOf(gmail)).toBe(40);
  });

  it('or the mail server itself does: everything goes slower, for all workers, and faster again', async () => {
    await query('delete from subscribers where email = any($1)', gmail);
    let asked = 0;
    house.mail.judgeRecipient = () =>
      ++asked % 3 === 0 ? answer(451, '4.3.2 system not accepting messages now') : null;
    await house.beat();
    expect(await slowed()).toEqual([{ scope: 'all', slowed_to: expect.any(Number) }]);
    expect(arrivedOf(others)).toBeLessThan(40);
    house.mail.judgeRecipient = null;
    await query('update send_slices set slowed_to = 30, slowed_at = clock_timestamp()');
    letElapse(2);
    expect(await two.app.get(SendPace).quota(200)).toBe(30);
    await letElapseInPostgres(house.database, '1 second');
    house.clock.move({ minutes: 6 });
    await house.beat();
    expect(arrivedOf(others)).toBe(40);
  });
});
