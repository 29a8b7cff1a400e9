import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { DispatchService } from '../../src/deliveries/dispatch.service.js';
import { LetterComposers } from '../../src/deliveries/letter-composers.js';
import { LessonPlanningService } from '../../src/enrollments/lesson-planning.service.js';
import { TestHouse } from '../house.js';
import { dueReaders } from '../journeys/due-readers.js';
import { expectLedgerInOrder } from '../journeys/ledger-checks.js';

describe('between the claim of a letter and its sending', () => {
  let house: TestHouse;
  let emails: string[];
  let admin: pg.Client;
  let day = 1;
  beforeAll(async () => {
    house = await TestHouse.open({ at: '2026-03-02T07:00Z' });
    admin = new pg.Client({ connectionString: house.database.url });
    await admin.connect();
  });
  afterAll(async () => {
    await admin.end();
    await house.close();
  });
  beforeEach(async () => {
    house.clock.moveTo(`2026-03-${String(++day).padStart(2, '0')}T07:00Z`);
    emails = await dueReaders(house, 6);
    await house.app.get(LessonPlanningService).plan(house.clock.now());
  });
  afterEach(async () => {
    jest.restoreAllMocks();
    const arrived = house.mail.arrived.map((letter) => letter.to).sort();
    try {
      expect(arrived).toEqual([...emails].sort());
      await expectLedgerInOrder(house);
    } finally {
      await query('delete from subscribers');
      house.mail.arrived.length = 0;
    }
  });

  const query = <T>(sql: string, ...parameters: unknown[]) => house.database.dataSource.query<T[]>(sql, parameters);
  const send = () => house.app.get(DispatchService).work(house.workerId, house.clock);
  const rows = () =>
    query<{ state: string; dueAt: Date; because: string | null; email: string }>(
      `select d.state, d.due_at as "dueAt", d.because, s.email from deliveries d join subscribers s on s.id = d.subscriber_id
       order by d.id`,
    );

  it('PostgreSQL goes away while it is composed: nothing is put off, and all leave as soon as it is back', async () => {
    await admin.query('begin; lock table courses in access exclusive mode'); // the composer's question hangs on this
    const sending = send();
    while (!(await composerHangs())) await pause(20);
    await admin.query(
      `select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()`,
    );
    await admin.query('rollback');
    await sending;
    const sent = { state: 'accepted', because: null, dueAt: house.clock.now() };
    expect(await rows()).toEqual(emails.map((email) => ({ email, ...sent })));
  });

  it('it cannot be composed: it alone waits half an hour, and the others of its batch leave', async () => {
    const broken = emails[2] ?? '';
    const kept = { date: '2026-03-02T07:00:00.000Z', origin: 'http://localhost', host: 'localhost', facts: 'nonsense' };
    await query(
      'update deliveries d set composed = $2 from subscribers s where s.id = d.subscriber_id and s.email = $1',
      broken,
      JSON.stringify(kept),
    );
    await send();
    const [its, ...others] = (await rows()).sort((a, b) => Number(b.email === broken) - Number(a.email === broken));
    expect(its).toMatchObject({ state: 'planned', because: expect.stringMatching(/^could not be composed: /) });
    expect(its?.dueAt).toEqual(new Date(house.clock.now().getTime() + 30 * 60_000));
    expect(new Set(others.map((row) => row.state))).toEqual(new Set(['accepted']));

    await query('update deliveries set composed = null where state = $1', 'planned');
    await send();
    expect(house.mail.to(broken)).toEqual([]);
    house.clock.move({ minutes: 30 });
    await send();
    expect((await rows()).find((row) => row.email === broken)?.state).toBe('accepted');
  });

  it('its window closes: it is not handed over, and comes with the next morning', async () => {
    const composers = house.app.get(LetterComposers);
    const compose = composers.compose.bind(composers);
    jest.spyOn(composers, 'compose').mockImplementationOnce(async (claimed, now) => {
      const letters = await compose(claimed, now);
      house.clock.move({ hours: 6 }); // its leave_by, to the millisecond
      return letters;
    });
    await send();
    expect(house.mail.arrived).toEqual([]);
    await house.liveUntil(`2026-03-${String(++day).padStart(2, '0')}T07:00Z`, 60);
    const sent = await query<{ slot: Date }>(`select slot from deliveries where state = 'accepted'`);
    expect(sent.map((row) => row.slot)).toEqual(emails.map(() => house.clock.now()));
  });

  const composerHangs = async () =>
    (
      await admin.query(
        `select 1 from pg_stat_activity where wait_event_type = 'Lock' and datname = current_database()`,
      )
    ).rows.length > 0;
});
