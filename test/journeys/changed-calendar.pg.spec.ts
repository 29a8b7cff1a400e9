import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { TestHouse } from '../house.js';
import { answer } from '../mail-server.js';
import { expectLedgerInOrder } from './ledger-checks.js';
import { Reader } from './reader.js';

describe('a change of hour, zone or weekdays', () => {
  let house: TestHouse;
  let reader: Reader;
  let people = 0;
  beforeAll(async () => {
    house = await TestHouse.open({ at: '2026-03-02T10:00Z' });
  });
  afterAll(() => house.close());
  afterEach(async () => {
    house.mail.judge = null;
    await expectLedgerInOrder(house);
    await reader.press('leave');
  });

  async function join(at: string, zone: string, hour: string): Promise<void> {
    house.clock.moveTo(at);
    reader = await Reader.join(house, `reader${++people}@example.com`, { zone, hour });
  }

  it('before today’s slot moves today’s lesson to a later hour', async () => {
    await join('2026-03-02T10:00Z', 'UTC', '07:00');
    await house.liveUntil('2026-03-03T06:00Z');
    expect(await reader.calendar('18:00', 'UTC')).toBe('changed');
    await house.liveUntil('2026-03-04T20:00Z');
    expect(reader.lessons.slice(1)).toEqual(['2 @ 2026-03-03T18:00Z', '3 @ 2026-03-04T18:00Z']);
  });

  it('after today’s lesson holds from tomorrow on', async () => {
    await join('2026-03-02T10:00Z', 'UTC', '07:00');
    await house.liveUntil('2026-03-03T08:00Z');
    await reader.calendar('18:00', 'UTC');
    await house.liveUntil('2026-03-04T20:00Z');
    expect(reader.lessons.slice(1)).toEqual(['2 @ 2026-03-03T07:00Z', '3 @ 2026-03-04T18:00Z']);
  });

  it('never puts two lessons within twelve hours', async () => {
    await join('2026-03-02T10:00Z', 'UTC', '23:00');
    await house.liveUntil('2026-03-03T23:30Z');
    await reader.calendar('06:00', 'UTC');
    await house.liveUntil('2026-03-06T12:00Z');
    expect(reader.lessons.slice(1)).toEqual([
      '2 @ 2026-03-03T23:00Z',
      '3 @ 2026-03-05T06:00Z',
      '4 @ 2026-03-06T06:00Z',
    ]);
  });

  it('forgives the twelve hours after lesson 1 on confirmation: confirmed at 23:00, lesson 2 comes tomorrow at 07:00', async () => {
    await join('2026-03-02T23:00Z', 'UTC', '07:00');
    await house.liveUntil('2026-03-03T12:00Z');
    expect(reader.lessons).toEqual(['1 @ 2026-03-02T23:00Z', '2 @ 2026-03-03T07:00Z']);
    await join('2026-03-03T23:00Z', 'UTC', '12:00');
    await reader.calendar('07:00', 'UTC');
    await house.liveUntil('2026-03-04T12:00Z');
    expect(reader.lessons).toEqual(['1 @ 2026-03-03T23:00Z', '2 @ 2026-03-04T07:00Z']);
  });

  it('leaves a letter that is planned its time', async () => {
    await join('2026-03-02T10:00Z', 'UTC', '07:00');
    house.mail.judge = () => {
      throw answer(451, '4.7.1 come back later');
    };
    await house.liveUntil('2026-03-03T07:00Z');
    house.mail.judge = null;
    await reader.calendar('20:00', 'UTC');
    await house.liveUntil('2026-03-04T22:00Z', 5);
    expect((await reader.rows()).slice(1).map((row) => row.slot?.toISOString())).toEqual([
      '2026-03-03T07:00:00.000Z',
      '2026-03-04T20:00:00.000Z',
    ]);
    expect(reader.lessons).toHaveLength(3);
  });

  it('keeps to the chosen weekdays', async () => {
    await join('2026-03-02T10:00Z', 'UTC', '07:00'); // a Monday
    await reader.calendar('07:00', 'UTC', ['wed', 'sat']);
    await house.liveUntil('2026-03-12T12:00Z');
    expect(reader.lessons.slice(1)).toEqual([
      '2 @ 2026-03-04T07:00Z',
      '3 @ 2026-03-07T07:00Z',
      '4 @ 2026-03-11T07:00Z',
    ]);
  });

  it('while paused until a date keeps the date', async () => {
    await join('2026-03-02T10:00Z', 'UTC', '07:00');
    await reader.press('pause', { until: '2026-03-06' });
    await reader.calendar('09:00', 'America/New_York');
    await house.liveUntil('2026-03-07T15:00Z', 60);
    expect(reader.lessons.slice(1)).toEqual(['2 @ 2026-03-06T14:00Z', '3 @ 2026-03-07T14:00Z']);
  });

  it('while paused without an end does not end the pause', async () => {
    await join('2026-03-02T10:00Z', 'UTC', '07:00');
    await reader.press('pause');
    await reader.calendar('09:00', 'UTC');
    await house.liveUntil('2026-03-05T12:00Z', 60);
    expect(reader.lessons).toHaveLength(1);
  });

  it('over the date line, west and back, never gives a local date two lessons', async () => {
    await join('2026-03-08T20:00Z', 'Pacific/Kiritimati', '07:00'); // the 9th there
    await house.liveUntil('2026-03-09T18:00Z');
    // Kiritimati's 10th is Honolulu's 9th: the 10th has had its lesson already.
    await reader.calendar('07:00', 'Pacific/Honolulu');
    await house.liveUntil('2026-03-11T18:00Z');
    await reader.calendar('07:00', 'Pacific/Kiritimati');
    await house.liveUntil('2026-03-13T18:00Z');
    expect(reader.lessons.slice(1)).toEqual([
      '2 @ 2026-03-09T17:00Z',
      '3 @ 2026-03-11T17:00Z',
      '4 @ 2026-03-12T17:00Z',
      '5 @ 2026-03-13T17:00Z',
    ]);
    expect((await reader.rows()).map((row) => row.localDate)).toEqual([
      '2026-03-09',
      '2026-03-10',
      '2026-03-11',
      '2026-03-13',
      '2026-03-14',
    ]);
  });

  it('over the date line leaves a late lesson that was asked for a date of its own', async () => {
    await join('2026-03-08T20:00Z', 'Pacific/Kiritimati', '07:00');
    await house.liveUntil('2026-03-09T18:00Z'); // lesson 2 stands on the 10th
    await reader.calendar('07:00', 'Pacific/Honolulu'); // where the 9th has just begun
    house.mail.judge = () => {
      throw answer(451, '4.7.1 come back later');
    };
    expect(await reader.nextNow()).toBe('on-its-way');
    await house.beat();
    house.mail.judge = null;
    house.clock.moveTo('2026-03-10T09:00Z'); // past its window: it moves to the next slot, and the 10th is taken
    await house.liveUntil('2026-03-12T18:00Z');
    expect(reader.lessons.slice(1)).toEqual([
      '2 @ 2026-03-09T17:00Z',
      expect.stringMatching(/^3 @ /),
      '4 @ 2026-03-12T17:00Z',
    ]);
    expect((await reader.rows()).map((row) => row.localDate)).toEqual([
      '2026-03-09',
      '2026-03-10',
      '2026-03-11',
      '2026-03-12',
    ]);
  });
});
