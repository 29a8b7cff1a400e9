import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { formValues, TestHouse } from '../house.js';
import { expectLedgerInOrder } from './ledger-checks.js';
import { Reader } from './reader.js';

describe('starting again', () => {
  let house: TestHouse;
  beforeAll(async () => {
    house = await TestHouse.open({ at: '2026-03-02T06:00Z' });
  });
  afterAll(() => house.close());
  afterEach(() => expectLedgerInOrder(house));

  const walksOf = async (reader: Reader) =>
    (
      await house.database.dataSource.query<Array<{ state: string }>>(
        'select e.state from enrollments e join subscribers s on s.id = e.subscriber_id where s.email = $1 order by e.id',
        [reader.email],
      )
    ).map((walk) => walk.state);

  it('after the end gives every lesson once more, in a walk of its own', async () => {
    const reader = await Reader.join(house, 'ada@example.com', { zone: 'UTC', hour: '07:00' });
    await house.liveUntil('2026-03-17T12:00Z', 60);
    expect((await reader.walk())?.state).toBe('finished');
    expect(reader.letters).toHaveLength(16);
    const first = reader.lessons.length;

    expect(await reader.press('restart')).toBe('restarted');
    expect(await reader.press('restart')).toBe('already-open');
    await house.liveUntil('2026-04-02T12:00Z', 60);
    const again = reader.lessons.slice(first);
    expect(again.map((lesson) => lesson.split(' ')[0])).toEqual(
      Array.from({ length: 14 }, (_, index) => String(index + 1)),
    );
    expect(again.slice(0, 2)).toEqual(['1 @ 2026-03-17T12:00Z', '2 @ 2026-03-18T07:00Z']);
    expect(await walksOf(reader)).toEqual(['finished', 'finished']);
    expect(reader.letters).toHaveLength(31);
  });

  it('on a day that brought a lesson begins at the next slot, so that the day has one', async () => {
    const reader = await Reader.join(house, 'ben@example.com', { zone: 'UTC', hour: '07:00' });
    await house.liveUntil('2026-04-04T08:00Z', 60);
    const before = reader.lessons.length;
    await reader.press('leave');
    expect(await reader.press('restart')).toBe('restarted');
    await house.liveUntil('2026-04-06T12:00Z', 60);
    expect(reader.lessons.slice(before)).toEqual(['1 @ 2026-04-05T07:00Z', '2 @ 2026-04-06T07:00Z']);
    await reader.press('leave');
  });

  it('by signing up once more after the end is a new walk too', async () => {
    const reader = await Reader.join(house, 'cy@example.com', { zone: 'UTC', hour: '07:00' });
    const start = house.clock.now();
    await house.liveUntil(new Date(start.getTime() + 15 * 86_400_000), 60);
    expect(await walksOf(reader)).toEqual(['finished']);
    await house.signUp(reader.email, { zone: 'UTC', hour: '07:00' });
    const link = house.pathIn(house.lastTo(reader.email), '/confirm/');
    await house.web
      .post(link)
      .type('form')
      .send(formValues((await house.web.get(link).expect(200)).text))
      .expect(200);
    await house.beat();
    expect(await walksOf(reader)).toEqual(['finished', 'active']);
    expect(reader.lessons.slice(14)).toEqual([expect.stringMatching(/^1 @ /)]);
    await reader.press('leave');
  });
});
