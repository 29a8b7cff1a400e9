import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { DispatchService } from '../../src/deliveries/dispatch.service.js';
import { SweepService } from '../../src/deliveries/sweep.service.js';
import { LessonPlanningService } from '../../src/enrollments/lesson-planning.service.js';
import { SignupDecidingService } from '../../src/signup/signup-deciding.service.js';
import { TestHouse } from '../house.js';
import { dueReaders } from './due-readers.js';
import { letElapse } from './elapsed.js';
import { expectLedgerInOrder } from './ledger-checks.js';

describe('two workers on one database', () => {
  let one: TestHouse;
  let two: TestHouse;
  let day = 2;
  beforeAll(async () => {
    one = await TestHouse.open({ at: '2026-03-02T07:00Z', pipelining: false });
    two = await TestHouse.open({ beside: one });
  });
  afterAll(async () => {
    await two.close();
    await one.close();
  });
  beforeEach(() => one.clock.moveTo(`2026-03-${String(day++).padStart(2, '0')}T07:00Z`));
  afterEach(async () => {
    one.mail.judge = null;
    await expectLedgerInOrder(one);
    await query('delete from subscribers');
    one.mail.arrived.length = 0;
  });

  const query = <T>(sql: string, ...parameters: unknown[]) => one.database.dataSource.query<T[]>(sql, parameters);
  const arrivals = () => {
    const times = new Map<string, number>();
    for (const { to } of one.mail.arrived) times.set(to, (times.get(to) ?? 0) + 1);
    return times;
  };

  it('plan 300 due readers between them, nobody twice', async () => {
    await dueReaders(one, 300);
    const planned = await Promise.all(
      [one, two, one, two].map((house) => house.app.get(LessonPlanningService).plan(one.clock.now())),
    );
    expect(planned.reduce((sum, rows) => sum + rows.planned, 0)).toBe(300);
    await one.beat();
  });

  it('send to 300 due readers, nobody twice, and both have a part in it', async () => {
    const emails = await dueReaders(one, 300);
    await one.app.get(LessonPlanningService).plan(one.clock.now());
    await Promise.all([one.beat(), two.beat()]);
    expect(arrivals()).toEqual(new Map(emails.map((email) => [email, 1])));
    const parts = await query<{ letters: number }>(
      `select count(*)::int as letters from deliveries where state = 'accepted' group by worker_id`,
    );
    expect(parts).toHaveLength(2);

    one.clock.move({ days: 1 });
    await Promise.all([one.beat(), two.beat()]);
    await one.beat();
    expect(new Set(arrivals().values())).toEqual(new Set([2]));
    day++;
  });

  it('decide the same address’s sign-ups at the same moment, and write to it once', async () => {
    // Two batches of the same 200 addresses: each worker holds one.
    await query(
      `insert into signups (course_id, email, email_key, words, newsletter_words, client_address, created_at, expires_at)
       select c.id, 'both' || n || '@example.com', 'both' || n || '@example.com', '', '', '127.0.0.1', $1, $1::timestamptz + interval '7 days'
       from courses c, generate_series(1, 2) twice, generate_series(1, 200) n order by twice, n`,
      one.clock.now(),
    );
    await Promise.all([one, two].map((house) => house.app.get(SignupDecidingService).decide(one.clock.now())));
    await one.beat();
    expect(arrivals().size).toBe(200);
    expect(new Set(arrivals().values())).toEqual(new Set([1]));
  });

  describe('one of which is lost in mid-send', () => {
    let lost: TestHouse;
    let emails: string[];
    let goOn: () => void;
    let sending: Promise<void>;
    /** It has 4 letters with the mail server, which does not answer, and 36 claimed. */
    beforeEach(async () => {
      lost = await TestHouse.open({ beside: one });
      emails = await dueReaders(one, 40);
      const answered = new Promise<void>((resolve) => (goOn = resolve));
      let taken = 0;
      const hanging = new Promise<void>((resolve) => {
        one.mail.judge = () => {
          if (++taken === 4) resolve();
          return taken <= 4 ? answered : undefined;
        };
      });
      sending = lost.beat();
      await hanging;
    });
    afterEach(async () => {
      goOn();
      await sending;
      await lost.close();
    });

    const states = async () =>
      Object.fromEntries(
        (
          await query<{ state: string; rows: number }>(
            'select state, count(*)::int as rows from deliveries group by state',
          )
        ).map((row) => [row.state, row.rows]),
      );
    /** More than a lease goes by, and the other one has seen no beat of it meanwhile. */
    async function leaseEnds(): Promise<void> {
      await query(`update workers set beat_at = beat_at - interval '2 minutes' where id = $1`, lost.workerId);
      await one.app.get(SweepService).sweep(one.workerId, one.clock.now());
      expect(await states()).toMatchObject({ sending: 4, claimed: 36 });
      letElapse(61);
    }

    it('has its rows left alone while it beats', async () => {
      letElapse(61);
      await one.beat();
      expect(await states()).toEqual({ sending: 4, claimed: 36 });
      expect(arrivals().size).toBe(0);
      goOn();
      await sending;
      expect(arrivals()).toEqual(new Map(emails.map((email) => [email, 1])));
    });

    it('gives its claims back; what it was sending goes once more with the same Message-ID; its own late answers change nothing', async () => {
      await leaseEnds();
      await one.beat();
      expect(await states()).toEqual({ accepted: 40 });
      const doubtful = await query<{ email: string }>(
        'select s.email from deliveries d join subscribers s on s.id = d.subscriber_id where doubts = 1',
      );
      expect(doubtful).toHaveLength(4);

      goOn();
      await sending;
      await lost.beat();
      await one.beat();
      expect(await states()).toEqual({ accepted: 40 });
      const twice = new Set(doubtful.map((row) => row.email));
      expect(arrivals()).toEqual(new Map([...arrivals().keys()].map((email) => [email, twice.has(email) ? 2 : 1])));
      expect(arrivals().size).toBe(40);
      for (const email of twice) {
        const [first, second] = one.mail.to(email);
        expect(second?.mail.messageId).toBe(first?.mail.messageId);
        expect(second?.raw.equals(first?.raw ?? Buffer.alloc(0))).toBe(true);
      }
    });

    it('and wakes up again is missed again when it is lost once more', async () => {
      await leaseEnds();
      await one.beat();
      goOn();
      await sending;
      one.clock.move({ days: 1 });
      day++;
      await one.app.get(LessonPlanningService).plan(one.clock.now());
      await lost.app.get(DispatchService).work(lost.workerId, one.clock);
      expect(await states()).toEqual({ accepted: 40, planned: 40 }); // given up, it takes nothing before its next beat
      let taken = 0;
      const answered = new Promise<void>((resolve) => (goOn = resolve));
      const hanging = new Promise<void>((resolve) => {
        one.mail.judge = () => (++taken <= 4 ? (taken === 4 && resolve(), answered) : undefined);
      });
      sending = lost.beat();
      await hanging;
      await leaseEnds();
      await one.beat();
      expect(await states()).toEqual({ accepted: 80 });
    });

    it('is believed when it says after all that a letter was taken, and that letter does not go again', async () => {
      await leaseEnds();
      await one.app.get(SweepService).sweep(one.workerId, one.clock.now());
      expect(await states()).toEqual({ planned: 40 });
      goOn();
      await sending;
      await one.beat();
      expect(await states()).toEqual({ accepted: 40 });
      expect(arrivals()).toEqual(new Map(emails.map((email) => [email, 1])));
    });
  });
});
