import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { firstSlot, lastSlotAtOrBefore } from '../../src/schedule/next-slot.js';
import { anyDate, anyMinute, anyWeekdays, anyZone } from './any-schedule.js';
import { calendar, iso, told } from './calendars.js';

const london = calendar('Europe/London', '07:00');

describe('the latest slot not after now', () => {
  it.each([
    [
      london,
      '2026-06-01T06:00:00Z',
      '2026-06-01T06:00:00Z',
      '2026-06-01T06:00:00Z for 2026-06-01',
      'at the slot itself',
    ],
    [
      london,
      '2026-06-01T06:00:00Z',
      '2026-06-05T05:59:00Z',
      '2026-06-04T06:00:00Z for 2026-06-04',
      'today’s is to come',
    ],
    [london, '2026-06-01T06:00:00Z', '2026-06-05T06:00:00Z', '2026-06-05T06:00:00Z for 2026-06-05', 'today’s has come'],
    [
      london,
      '2026-06-01T05:00:00Z',
      '2026-06-01T05:30:00Z',
      '2026-06-01T05:00:00Z for 2026-06-01',
      'set by another hour',
    ],
    [
      calendar('Europe/London', '07:00', 'mon'),
      '2026-06-01T06:00:00Z',
      '2026-06-21T12:00:00Z',
      '2026-06-15T06:00:00Z for 2026-06-15',
      'weekdays',
    ],
    [
      calendar('America/Nuuk', '23:30'),
      '2026-03-28T01:30:00Z',
      '2026-03-29T12:00:00Z',
      '2026-03-29T01:30:00Z for 2026-03-29',
      'one that was carried past midnight',
    ],
  ])('of %j in [%s, %s] is %s: %s', (cal, from, now, expected) => {
    expect(told(lastSlotAtOrBefore(cal, new Date(from), new Date(now)))).toBe(expected);
  });

  it('is what stepping from slot to slot comes to', () => {
    fc.assert(
      fc.property(
        anyZone,
        anyMinute,
        anyWeekdays,
        anyDate,
        fc.integer({ min: 0, max: 12_000 }),
        (zone, hour, weekdays, date, stop) => {
          const cal = { zone, hour, weekdays, skipDates: new Set<string>() };
          const from = firstSlot(cal, date, null);
          const now = new Date(from.at.getTime() + stop * 60_000);
          let stepped = from;
          for (let next = from; next.at <= now; next = firstSlot(cal, date, next.at)) stepped = next;
          expect(iso(lastSlotAtOrBefore(cal, from, now).at)).toBe(iso(stepped.at));
        },
      ),
      { numRuns: 300 },
    );
  });
});
