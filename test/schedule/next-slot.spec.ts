import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Calendar } from '../../src/schedule/calendar.js';
import { CalendarWithoutSlot, firstSlot, nextLessonSlot } from '../../src/schedule/next-slot.js';
import { addDays, localDateOf, weekdayBit } from '../../src/schedule/wall-time.js';
import { anyDate, anyMinute, anyWeekdays, anyZone } from './any-schedule.js';
import { calendar, told } from './calendars.js';

const london = calendar('Europe/London', '07:00');
const apia = (hour: string, days = '', skip: string[] = []) => calendar('Pacific/Apia', hour, days, skip);

describe('the first slot', () => {
  it.each<[Calendar, string, string | null, string, string]>([
    [london, '2026-06-01', null, '2026-06-01T06:00:00Z for 2026-06-01', 'the date asked for'],
    [london, '2026-06-01', '2026-06-01T05:59:59.999Z', '2026-06-01T06:00:00Z for 2026-06-01', 'a moment before'],
    [london, '2026-06-01', '2026-06-01T06:00:00Z', '2026-06-02T06:00:00Z for 2026-06-02', 'strictly later, not now'],
    [london, '2020-01-01', '2026-06-01T09:00:00Z', '2026-06-02T06:00:00Z for 2026-06-02', 'an earliest date long past'],
    [london, '2026-06-09', '2026-06-01T09:00:00Z', '2026-06-09T06:00:00Z for 2026-06-09', 'an earliest date to come'],
    [
      calendar('Europe/London', '07:00', 'mon wed'),
      '2026-06-02',
      null,
      '2026-06-03T06:00:00Z for 2026-06-03',
      'weekdays',
    ],
    [
      calendar('Europe/London', '07:00', 'fri', ['2026-12-25', '2027-01-01']),
      '2026-12-19',
      null,
      '2027-01-08T07:00:00Z for 2027-01-08',
      'holidays on the only weekday',
    ],
    [
      calendar('Pacific/Kiritimati', '07:00', 'fri'),
      '2026-03-05',
      null,
      '2026-03-05T17:00:00Z for 2026-03-06',
      'Friday is the reader’s Friday, while UTC has Thursday',
    ],
    [
      calendar('Europe/London', '01:30'),
      '2026-10-25',
      '2026-10-25T01:00:00Z',
      '2026-10-26T01:30:00Z for 2026-10-26',
      'between the two 01:30 the second one is no slot',
    ],
    [apia('08:00'), '2011-12-30', null, '2011-12-30T18:00:00Z for 2011-12-31', 'a date that the zone skipped'],
    [apia('08:00', 'fri'), '2011-12-30', null, '2012-01-05T18:00:00Z for 2012-01-06', 'a Friday that never was'],
    [apia('08:00', 'sat'), '2011-12-30', null, '2011-12-30T18:00:00Z for 2011-12-31', 'the Saturday after it'],
    [
      apia('08:00', '', ['2011-12-31']),
      '2011-12-30',
      null,
      '2011-12-31T18:00:00Z for 2012-01-01',
      'a holiday after it',
    ],
    [
      calendar('America/Nuuk', '23:30'),
      '2026-03-28',
      null,
      '2026-03-29T01:30:00Z for 2026-03-29',
      'a gap that carries it past midnight',
    ],
    [
      calendar('America/Nuuk', '23:30'),
      '2026-03-28',
      '2026-03-29T01:10:00Z',
      '2026-03-29T01:30:00Z for 2026-03-29',
      'found from the other side of that gap too',
    ],
    [
      calendar('America/Nuuk', '23:30', '', ['2026-03-29']),
      '2026-03-28',
      null,
      '2026-03-31T00:30:00Z for 2026-03-30',
      'nobody is carried into a holiday',
    ],
  ])('of %j from %s after %s is %s: %s', (cal, earliest, after, expected) => {
    expect(told(firstSlot(cal, earliest, after ? new Date(after) : null))).toBe(expected);
  });

  it.each([
    ['no weekday', { ...london, weekdays: 0 }],
    ['every date skipped', { ...london, skipDates: new Set(dates('2026-01-01', 402)) }],
  ])('does not exist in a calendar with %s, and says so', (_, cal) => {
    expect(() => firstSlot(cal, '2026-01-01', null)).toThrow(CalendarWithoutSlot);
    expect(() => firstSlot(cal, '2026-01-01', new Date('2026-01-01T12:00:00Z'))).toThrow(CalendarWithoutSlot);
  });

  it('may lie 400 days ahead', () => {
    const cal = { ...london, skipDates: new Set(dates('2026-01-01', 400)) };
    expect(firstSlot(cal, '2026-01-01', null).localDate).toBe(addDays('2026-01-01', 400));
  });

  it('is the earliest there is, on a date that is allowed', () => {
    fc.assert(
      fc.property(
        anyZone,
        anyMinute,
        anyWeekdays,
        anyDate,
        fc.integer({ min: 0, max: 9 }),
        (zone, hour, weekdays, date, n) => {
          const cal = { zone, hour, weekdays, skipDates: new Set([addDays(date, n)]) };
          const slot = firstSlot(cal, date, null);
          expect(slot.localDate).toBe(localDateOf(slot.at, zone));
          expect(slot.localDate >= date).toBe(true);
          expect(weekdays & weekdayBit(slot.localDate)).toBeTruthy();
          expect(cal.skipDates.has(slot.localDate)).toBe(false);
          expect(firstSlot(cal, date, new Date(slot.at.getTime() - 1))).toEqual(slot);
          expect(firstSlot(cal, date, slot.at).at > slot.at).toBe(true);
        },
      ),
      { numRuns: 800 },
    );
  });
});

describe('the slot of the next lesson', () => {
  it.each([
    [london, '2026-06-01', '2026-06-01T06:00:00Z', 1, '2026-06-02T06:00:00Z for 2026-06-02', 'the next morning'],
    [london, '2026-06-01', '2026-06-01T06:00:00Z', 90, '2026-08-30T06:00:00Z for 2026-08-30', 'a wait of 90 days'],
    [london, '2026-03-28', '2026-03-28T07:00:00Z', 1, '2026-03-29T06:00:00Z for 2026-03-29', '23 hours on a short day'],
    [london, '2026-10-24', '2026-10-24T06:00:00Z', 1, '2026-10-25T07:00:00Z for 2026-10-25', '25 hours on a long one'],
    [
      london,
      '2026-06-01',
      '2026-06-01T22:59:00Z',
      1,
      '2026-06-02T06:00:00Z for 2026-06-02',
      'confirmed at 23:59: tomorrow',
    ],
    [
      london,
      '2026-06-01',
      '2026-06-01T04:00:00Z',
      1,
      '2026-06-02T06:00:00Z for 2026-06-02',
      'asked for before the slot',
    ],
    [
      london,
      '2026-06-01',
      '2026-06-01T20:00:00Z',
      1,
      '2026-06-02T06:00:00Z for 2026-06-02',
      'asked for after the slot',
    ],
    [
      calendar('Europe/London', '07:00', 'mon'),
      '2026-06-01',
      '2026-06-01T06:00:00Z',
      8,
      '2026-06-15T06:00:00Z for 2026-06-15',
      'the wait first, then the weekday',
    ],
    [
      calendar('Europe/London', '07:00', '', ['2026-06-02', '2026-06-03']),
      '2026-06-01',
      '2026-06-01T06:00:00Z',
      1,
      '2026-06-04T06:00:00Z for 2026-06-04',
      'holidays',
    ],
    [
      apia('08:00'),
      '2011-12-29',
      '2011-12-29T18:00:00Z',
      1,
      '2011-12-30T18:00:00Z for 2011-12-31',
      'over a skipped date',
    ],
    [
      apia('08:00'),
      '2011-12-31',
      '2011-12-30T18:00:00Z',
      1,
      '2011-12-31T18:00:00Z for 2012-01-01',
      'and on from there',
    ],
    [
      calendar('America/Nuuk', '23:30'),
      '2026-03-29',
      '2026-03-29T01:30:00Z',
      1,
      '2026-03-31T00:30:00Z for 2026-03-30',
      'carried past midnight it is that date’s, which gets no second one at 23:30',
    ],
    [
      calendar('Pacific/Kiritimati', '07:00'),
      '2026-06-01',
      '2026-06-01T17:00:00Z', // Honolulu, 07:00; 2 June 07:00 in Kiritimati
      1,
      '2026-06-02T17:00:00Z for 2026-06-03',
      'moved west over the date line: it was the 2nd here',
    ],
    [
      calendar('Pacific/Honolulu', '07:00'),
      '2026-06-02',
      '2026-06-01T17:00:00Z', // Kiritimati, 2 June 07:00; 1 June in Honolulu
      1,
      '2026-06-03T17:00:00Z for 2026-06-03',
      'moved east over the date line: the 2nd is taken',
    ],
  ])('of %j after %s (%s), wait %s, is %s: %s', (cal, localDate, at, wait, expected) => {
    expect(told(nextLessonSlot(cal, { localDate, at: new Date(at) }, wait))).toBe(expected);
  });

  it('is twelve hours away from a letter whose row was planned before the hour changed', () => {
    const last = { localDate: '2026-06-01', at: new Date('2026-06-01T19:00:00Z') }; // 20:00, now 06:00
    const morning = calendar('Europe/London', '06:00');
    const handedOverAt = new Date('2026-06-01T19:20:00Z');
    expect(told(nextLessonSlot(morning, { ...last, handedOverAt }, 1))).toBe('2026-06-03T05:00:00Z for 2026-06-03');
    expect(told(nextLessonSlot(morning, last, 1))).toBe('2026-06-02T05:00:00Z for 2026-06-02');
  });

  it('does not mind the twelve hours while nothing has changed, however late a letter left', () => {
    const early = calendar('Europe/London', '00:30');
    const last = { localDate: '2026-06-01', at: new Date('2026-05-31T23:30:00Z') };
    const handedOverAt = new Date('2026-06-01T22:00:00Z');
    expect(told(nextLessonSlot(early, { ...last, handedOverAt }, 1))).toBe('2026-06-01T23:30:00Z for 2026-06-02');
  });

  it.each([0, -1, Number.NaN])('refuses a wait of %s', (wait) => {
    const last = { localDate: '2026-06-01', at: new Date('2026-06-01T06:00:00Z') };
    expect(() => nextLessonSlot(london, last, wait)).toThrow(RangeError);
  });
});

function dates(from: string, count: number): string[] {
  return Array.from({ length: count }, (_, days) => addDays(from, days));
}
