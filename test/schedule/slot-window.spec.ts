import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { leaveBy } from '../../src/schedule/slot-window.js';
import { addDays, landingOf, startOfDate } from '../../src/schedule/wall-time.js';
import { parseHour } from '../../src/schedule/hour.js';
import { anyDate, anyMinute, anyZone } from './any-schedule.js';
import { iso } from './calendars.js';

const slotAt = (zone: string, date: string, hour: string) => landingOf(zone, date, parseHour(hour)!);

describe('a letter may leave', () => {
  it.each([
    ['Europe/London', '2026-06-01', '07:00', 6, '2026-06-01T12:00:00Z', 'within six hours'],
    ['Europe/London', '2026-06-01', '07:00', 1, '2026-06-01T07:00:00Z', 'within the course’s own limit'],
    ['Europe/London', '2026-06-01', '20:00', 6, '2026-06-01T23:00:00Z', 'until its date ends'],
    ['Europe/London', '2026-06-01', '18:00', 6, '2026-06-01T23:00:00Z', 'both at once'],
    ['Europe/London', '2026-06-01', '23:00', 6, '2026-06-01T23:00:00Z', 'sixty minutes before midnight'],
    ['Europe/London', '2026-06-01', '23:30', 6, '2026-06-01T23:30:00Z', 'for sixty minutes at least, past midnight'],
    [
      'Europe/London',
      '2026-06-01',
      '23:59',
      6,
      '2026-06-01T23:59:00Z',
      'for sixty minutes in the last minute of the day',
    ],
    [
      'Europe/London',
      '2026-06-01',
      '07:00',
      0.25,
      '2026-06-01T07:00:00Z',
      'for sixty minutes under a shorter limit too',
    ],
    ['Europe/London', '2026-06-01', '00:00', 24, '2026-06-01T23:00:00Z', 'all day'],
    ['Europe/London', '2026-03-29', '00:00', 24, '2026-03-29T23:00:00Z', 'all of a day of 23 hours'],
    ['Europe/London', '2026-10-25', '00:00', 24, '2026-10-25T23:00:00Z', '24 hours of a day of 25'],
    ['Europe/London', '2026-10-25', '00:00', 30, '2026-10-26T00:00:00Z', 'all of a day of 25 hours'],
    ['Europe/London', '2026-10-25', '01:30', 6, '2026-10-25T06:30:00Z', 'six real hours, not six on the wall'],
    [
      'Africa/Cairo',
      '2026-04-23',
      '20:00',
      6,
      '2026-04-23T22:00:00Z',
      'until its date ends where the next has no midnight',
    ],
    ['Australia/Lord_Howe', '2026-04-05', '20:00', 6, '2026-04-05T13:30:00Z', 'until the end of a day of 24½ hours'],
    [
      'Pacific/Apia',
      '2011-12-29',
      '20:00',
      6,
      '2011-12-30T10:00:00Z',
      'until its date ends where the next does not exist',
    ],
    ['America/Nuuk', '2026-03-28', '23:30', 6, '2026-03-29T07:30:00Z', 'on the date it was carried to'],
  ])('in %s of %s %s with a limit of %s h until %s: %s', (zone, date, hour, limit, expected) => {
    expect(iso(leaveBy(slotAt(zone, date, hour), zone, limit))).toBe(expected);
  });

  it('for an hour at least, never longer than the limit or past its date, anywhere', () => {
    fc.assert(
      fc.property(anyZone, anyDate, anyMinute, fc.integer({ min: 1, max: 24 }), (zone, date, minute, limit) => {
        const slot = landingOf(zone, date, minute);
        const until = leaveBy(slot, zone, limit).getTime() - slot.at.getTime();
        const restOfDate = startOfDate(zone, addDays(slot.localDate, 1)).getTime() - slot.at.getTime();
        expect(until).toBeGreaterThanOrEqual(3_600_000);
        expect(until).toBeLessThanOrEqual(limit * 3_600_000);
        expect(until === 3_600_000 || until <= restOfDate).toBe(true);
      }),
      { numRuns: 500 },
    );
  });
});
