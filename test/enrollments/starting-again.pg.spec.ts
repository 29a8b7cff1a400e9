import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { TestHouse } from '../house.js';
import { expectLedgerInOrder } from '../journeys/ledger-checks.js';
import { Reader } from '../journeys/reader.js';

describe('leaving and starting again', () => {
  let house: TestHouse;
  beforeAll(async () => {
    house = await TestHouse.open({ at: '2026-03-02T10:00Z' });
  });
  afterAll(() => house.close());
  afterEach(() => expectLedgerInOrder(house));

  it('over and over still gives three asked-for lessons on a date at most', async () => {
    const reader = await Reader.join(house, 'eager@example.com', { zone: 'UTC', hour: '07:00' });
    const answers: string[] = [];
    for (let round = 0; round < 5; round++) {
      for (let time = 0; time < 3; time++) {
        // After the third the page offers none: a page that was left open still does.
        const offered = await reader.nextNow().catch(async () => reader.nextNow(await firstLesson()));
        answers.push(offered);
        await house.beat();
      }
      await reader.press('leave');
      await reader.press('restart');
    }
    expect(answers.slice(0, 3)).toEqual(['on-its-way', 'on-its-way', 'on-its-way']);
    expect(new Set(answers.slice(3))).toEqual(new Set(['enough-for-today']));
    expect((await reader.rows()).filter((row) => row.requested)).toHaveLength(3);
    expect(reader.lessons).toHaveLength(4);
    house.clock.move({ days: 1 });
    await reader.press('leave');
  });

  it('after one click of the mail provider is a consent of its own, with its words and where it came from', async () => {
    const reader = await Reader.join(house, 'back@example.com', { zone: 'UTC', hour: '07:00' });
    const letter = reader.letters.at(-1);
    if (!letter) throw new Error('no lesson came');
    await house.web
      .post(house.pathIn(letter, '/unsubscribe/'))
      .type('form')
      .send({ 'List-Unsubscribe': 'One-Click' })
      .expect(200);
    expect(await consents(reader)).toEqual([expect.objectContaining({ withdrawn: true })]);
    house.clock.move({ days: 1 });
    expect(await reader.press('restart')).toBe('restarted');
    const words = 'Send me the fourteen lessons of Strong Glutes by email, one a day. I can stop at any time.';
    const loopback = expect.stringMatching(/^(::ffff:)?127\.0\.0\.1$/);
    expect(await consents(reader)).toEqual([
      expect.objectContaining({ withdrawn: true }),
      { words, signedUpFrom: loopback, confirmedFrom: loopback, confirmedAt: house.clock.now(), withdrawn: false },
    ]);
    await house.beat();
    await reader.press('leave');
    await reader.press('restart');
    expect((await consents(reader)).filter((one) => !one.withdrawn)).toHaveLength(1);
  });

  const consents = (reader: Reader) =>
    house.database.dataSource.query<Array<Record<string, unknown>>>(
      `select n.words, n.signed_up_from as "signedUpFrom", n.confirmed_from as "confirmedFrom", n.confirmed_at as "confirmedAt",
              n.withdrawn_at is not null as withdrawn
       from consents n join subscribers s on s.id = n.subscriber_id where s.email = $1 and n.purpose = 'course' order by n.id`,
      [reader.email],
    );

  async function firstLesson(): Promise<string> {
    const [row] = await house.database.dataSource.query<Array<{ id: string }>>(
      `select rl.lesson_id as id from revision_lessons rl
       where not exists (select 1 from deliveries d where d.lesson_id = rl.lesson_id and d.state <> 'withdrawn'
                         and d.enrollment_id = (select max(id) from enrollments))
       order by rl.position limit 1`,
    );
    return row?.id ?? '0';
  }
});
