import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { TestHouse } from '../house.js';
import { expectLedgerInOrder } from './ledger-checks.js';
import { Reader } from './reader.js';

interface Week {
  change: string;
  zone: string;
  hour: string;
  joins: string;
  until: string;
  /** Lessons 2 and on. */
  leaves: string[];
}

const weeks: Week[] = [
  {
    change: 'London leaps over 01:30: that day at 02:30, the hour moved by the gap',
    zone: 'Europe/London',
    hour: '01:30',
    joins: '2026-03-26T10:00Z',
    until: '2026-03-31T12:00Z',
    leaves: ['03-27T01:30', '03-28T01:30', '03-29T01:30', '03-30T00:30', '03-31T00:30'],
  },
  {
    change: 'London has 01:30 twice: at the first of the two',
    zone: 'Europe/London',
    hour: '01:30',
    joins: '2026-10-22T10:00Z',
    until: '2026-10-27T12:00Z',
    leaves: ['10-23T00:30', '10-24T00:30', '10-25T00:30', '10-26T01:30', '10-27T01:30'],
  },
  {
    change: 'New York leaps over 02:30: that day at 03:30',
    zone: 'America/New_York',
    hour: '02:30',
    joins: '2026-03-05T18:00Z',
    until: '2026-03-10T18:00Z',
    leaves: ['03-06T07:30', '03-07T07:30', '03-08T07:30', '03-09T06:30', '03-10T06:30'],
  },
  {
    change: 'New York falls back before 02:30: the wall hour stays',
    zone: 'America/New_York',
    hour: '02:30',
    joins: '2026-10-29T18:00Z',
    until: '2026-11-03T18:00Z',
    leaves: ['10-30T06:30', '10-31T06:30', '11-01T07:30', '11-02T07:30', '11-03T07:30'],
  },
  {
    change: 'New York has 01:30 twice: at the first of the two',
    zone: 'America/New_York',
    hour: '01:30',
    joins: '2026-10-29T18:00Z',
    until: '2026-11-03T18:00Z',
    leaves: ['10-30T05:30', '10-31T05:30', '11-01T05:30', '11-02T06:30', '11-03T06:30'],
  },
];

describe('a week in which the clocks change', () => {
  let house: TestHouse;
  beforeAll(async () => {
    house = await TestHouse.open({ at: '2026-03-01T00:00Z' });
  });
  afterAll(() => house.close());

  // In the order of the calendar: the house's clock does not run back.
  const inOrder = [...weeks].sort((a, b) => a.joins.localeCompare(b.joins));
  it.each(inOrder)('brings one lesson a day when $change', async ({ zone, hour, joins, until, leaves }) => {
    house.clock.moveTo(joins);
    const reader = await Reader.join(house, `${weeks.findIndex((one) => one.leaves === leaves)}@example.com`, {
      zone,
      hour,
    });
    await house.liveUntil(until);
    expect(reader.lessons).toEqual([`1 @ ${joins}`, ...leaves.map((at, index) => `${index + 2} @ 2026-${at}Z`)]);
    expect(await reader.press('leave')).toBe('left');
    await expectLedgerInOrder(house);
  });
});
