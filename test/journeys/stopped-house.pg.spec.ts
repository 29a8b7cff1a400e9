import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { TestHouse } from '../house.js';
import { answer } from '../mail-server.js';
import { expectLedgerInOrder } from './ledger-checks.js';
import { Reader } from './reader.js';

describe('the house stops and goes on', () => {
  let house: TestHouse;
  let reader: Reader;
  let people = 0;
  beforeAll(async () => {
    house = await TestHouse.open({ at: '2026-03-02T10:00Z' });
  });
  afterAll(() => house.close());

  /** A reader at 07:00 UTC who has had lesson 2 on the 3rd of March. */
  async function readerOnTheThird(): Promise<Reader> {
    house.clock.moveTo('2026-03-02T10:00Z');
    const joined = await Reader.join(house, `reader${++people}@example.com`, { zone: 'UTC', hour: '07:00' });
    await house.liveUntil('2026-03-03T12:00Z');
    return joined;
  }

  it('sends one lesson after three days, not three, and goes on with the next date', async () => {
    reader = await readerOnTheThird();
    house.clock.moveTo('2026-03-06T09:00Z');
    await house.liveUntil('2026-03-08T12:00Z');
    expect(reader.lessons.slice(2)).toEqual([
      '3 @ 2026-03-06T09:00Z',
      '4 @ 2026-03-07T07:00Z',
      '5 @ 2026-03-08T07:00Z',
    ]);
    const third = (await reader.rows())[2];
    expect([third?.localDate, third?.slot?.toISOString()]).toEqual(['2026-03-06', '2026-03-06T07:00:00.000Z']);
    await expectLedgerInOrder(house);
    await reader.press('leave');
  });

  it.each([
    {
      stop: 'of five hours, inside the window: the lesson leaves then, for that date',
      back: '2026-03-04T12:00Z',
      next: '3 @ 2026-03-04T12:00Z',
    },
    { stop: 'one minute shorter than the window', back: '2026-03-04T12:59Z', next: '3 @ 2026-03-04T12:59Z' },
    {
      stop: 'over the whole window: the lesson waits for the next slot',
      back: '2026-03-04T13:00Z',
      next: '3 @ 2026-03-05T07:00Z',
    },
    { stop: 'into the night after the window', back: '2026-03-05T03:00Z', next: '3 @ 2026-03-05T07:00Z' },
  ])('after a stop $stop', async ({ back, next }) => {
    reader = await readerOnTheThird();
    house.clock.moveTo('2026-03-04T06:59Z');
    await house.beat();
    expect(reader.lessons).toHaveLength(2);
    house.clock.moveTo(back);
    await house.liveUntil('2026-03-05T07:00Z');
    await house.liveUntil('2026-03-05T12:00Z');
    const after = reader.lessons.slice(2);
    expect(after[0]).toBe(next);
    expect(after.slice(1)).toEqual(next.includes('03-04') ? [expect.stringMatching(/^4 @ 2026-03-05T07:/)] : []);
    await expectLedgerInOrder(house);
    await reader.press('leave');
  });

  it('moves a deferred lesson that missed its window to the next slot: the same row, the same letter byte for byte', async () => {
    reader = await readerOnTheThird();
    const tried: Buffer[] = [];
    house.mail.judge = (_to, raw) => {
      tried.push(raw);
      throw answer(451, '4.7.1 come back later');
    };
    house.clock.moveTo('2026-03-04T07:00Z');
    await house.beat();
    house.mail.judge = null;
    const row = await reader.lastRow();
    expect(row).toMatchObject({
      state: 'planned',
      deferrals: 1,
      localDate: '2026-03-04',
      dueAt: new Date('2026-03-04T07:05Z'),
    });

    house.clock.moveTo('2026-03-04T20:00Z');
    await house.beat();
    const moved = await reader.lastRow();
    expect(moved).toMatchObject({
      id: row.id,
      state: 'planned',
      slot: new Date('2026-03-05T07:00Z'),
      localDate: '2026-03-05',
      dueAt: new Date('2026-03-05T07:00Z'),
      leaveBy: new Date('2026-03-05T13:00Z'),
      deferrals: 0,
      failedSlots: 1,
    });
    await house.liveUntil('2026-03-06T12:00Z');
    const [third, fourth] = reader.letters.slice(3);
    expect(third?.raw.equals(tried[0] ?? Buffer.alloc(0))).toBe(true);
    expect(fourth?.mail.subject).toMatch(/^Day 4 of 14/);
    expect((await reader.rows()).map((one) => one.localDate)).toEqual([
      '2026-03-02',
      '2026-03-03',
      '2026-03-05',
      '2026-03-06',
    ]);
    await expectLedgerInOrder(house);
    await reader.press('leave');
  });

  it('moves a lesson that was planned and never tried without counting the slot as failed', async () => {
    reader = await readerOnTheThird();
    house.mail.judgeGreeting = () => answer(421, '4.3.2 closed for today');
    await house.mail.goAway();
    house.clock.moveTo('2026-03-04T07:00Z');
    await house.beat();
    const row = await reader.lastRow();
    expect(row).toMatchObject({ state: 'planned', deferrals: 0 });
    house.clock.moveTo('2026-03-04T14:00Z');
    await house.beat();
    expect(await reader.lastRow()).toMatchObject({ id: row.id, localDate: '2026-03-05', failedSlots: 0 });
    house.mail.judgeGreeting = null;
    await house.mail.comeBack();
    await expectLedgerInOrder(house);
  });
});
