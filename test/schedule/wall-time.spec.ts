import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { formatHour, parseHour } from '../../src/schedule/hour.js';
import {
  addDays,
  daysBetween,
  instantAt,
  landingOf,
  localDateOf,
  minuteOfDay,
  parseLocalDate,
  startOfDate,
  weekdayBit,
} from '../../src/schedule/wall-time.js';
import { anyDate, anyMinute, anyZone } from './any-schedule.js';
import { intlCompatible, intlInstants, intlWall } from './intl-wall.js';

interface WallCase {
  zone: string;
  local: string;
  kind: string;
  utc: string;
  utc_alternative: string | null;
  delivered_local: string;
  note: string;
}

const cases = JSON.parse(readFileSync(new URL('../fixtures/dst/cases.json', import.meta.url), 'utf8')) as WallCase[];
const split = (local: string): [string, number] => [local.slice(0, 10), parseHour(local.slice(11))!];
const iso = (at: Date) => at.toISOString().replace('.000Z', 'Z');

describe('a wall time and its instant', () => {
  it.each(cases)('$zone $local is $utc ($kind: $note)', ({ zone, local, utc, delivered_local }) => {
    const [date, minute] = split(local);
    const [deliveredDate, deliveredMinute] = split(delivered_local);
    const at = instantAt(zone, date, minute);
    expect(iso(at)).toBe(utc);
    expect(localDateOf(at, zone)).toBe(deliveredDate);
    expect(minuteOfDay(at, zone)).toBe(deliveredMinute);
    expect(landingOf(zone, date, minute)).toEqual({ at, localDate: deliveredDate });
  });

  it.each([
    [
      'America/Nuuk',
      '2026-03-28T23:30',
      '2026-03-29T01:30:00Z',
      'a gap that ends at midnight carries it to the next date',
    ],
    ['America/Scoresbysund', '2026-03-28T23:00', '2026-03-29T01:00:00Z', 'the first minute of that gap'],
    ['America/Havana', '2026-11-01T00:30', '2026-11-01T04:30:00Z', 'the hour after midnight twice: the first'],
    ['Africa/Cairo', '2026-10-29T23:30', '2026-10-29T20:30:00Z', 'the hour before midnight twice: the first'],
    ['Australia/Lord_Howe', '2026-10-04T02:15', '2026-10-03T15:45:00Z', 'a gap of half an hour'],
    ['Europe/London', '2026-03-29T00:59', '2026-03-29T00:59:00Z', 'the minute before a gap'],
    ['Europe/London', '2026-03-29T02:00', '2026-03-29T01:00:00Z', 'the minute after a gap'],
  ])('%s %s is %s: %s', (zone, local, utc) => {
    expect(iso(instantAt(zone, ...split(local)))).toBe(utc);
  });

  it('agrees with plain Intl for any zone, date and minute: the time asked for, the first of two, past a gap', () => {
    fc.assert(
      fc.property(anyZone, anyDate, anyMinute, (zone, date, minute) => {
        const local = `${date}T${formatHour(minute)}`;
        const at = instantAt(zone, date, minute);
        if (intlInstants(zone, local).length > 0) expect(intlWall(at, zone)).toBe(local);
        expect(at.getTime()).toBe(intlCompatible(zone, local));
        expect(`${localDateOf(at, zone)}T${formatHour(minuteOfDay(at, zone))}`).toBe(intlWall(at, zone));
      }),
      { numRuns: 1_500 },
    );
  });

  it('never runs backwards from one date to the next', () => {
    fc.assert(
      fc.property(anyZone, anyDate, anyMinute, (zone, date, minute) => {
        const today = instantAt(zone, date, minute);
        const tomorrow = instantAt(zone, addDays(date, 1), minute);
        expect(tomorrow.getTime()).toBeGreaterThanOrEqual(today.getTime());
      }),
      { numRuns: 500 },
    );
  });

  it('hands out a fresh date each time, so that nobody can spoil the memory', () => {
    instantAt('Europe/Berlin', '2026-06-01', 420).setTime(0);
    startOfDate('Europe/Berlin', '2026-06-01').setTime(0);
    landingOf('Europe/Berlin', '2026-06-01', 420).at.setTime(0);
    expect(iso(instantAt('Europe/Berlin', '2026-06-01', 420))).toBe('2026-06-01T05:00:00Z');
    expect(iso(startOfDate('Europe/Berlin', '2026-06-01'))).toBe('2026-05-31T22:00:00Z');
  });

  it.each([
    ['Europe/Nowhere', '2026-06-01', 420],
    ['Europe/Berlin', '2026-02-30', 420],
    ['Europe/Berlin', 'tomorrow', 420],
    ['Europe/Berlin', '2026-06-01', 1440],
    ['Europe/Berlin', '2026-06-01', -1],
    ['Europe/Berlin', '2026-06-01', 7.5],
    ['Europe/Berlin', '2026-06-01', Number.NaN],
  ])('throws for %s %s minute %s', (zone, date, minute) => {
    expect(() => instantAt(zone, date, minute)).toThrow(RangeError);
  });

  it('takes seconds and milliseconds of an instant to the minute and date they lie in', () => {
    const last = new Date('2026-06-01T21:59:59.999Z');
    expect(localDateOf(last, 'Europe/Berlin')).toBe('2026-06-01');
    expect(minuteOfDay(last, 'Europe/Berlin')).toBe(1439);
    expect(localDateOf(new Date('2026-06-01T22:00:00.000Z'), 'Europe/Berlin')).toBe('2026-06-02');
    expect(() => localDateOf(new Date(Number.NaN), 'Europe/Berlin')).toThrow(RangeError);
  });
});

describe('the start of a local date', () => {
  it.each([
    ['Europe/London', '2026-06-01', '2026-05-31T23:00:00Z', 'midnight'],
    ['Africa/Cairo', '2026-04-24', '2026-04-23T22:00:00Z', 'one o’clock, where midnight is missing'],
    ['America/Sao_Paulo', '2018-11-04', '2018-11-04T03:00:00Z', 'one o’clock, where midnight is missing'],
    [
      'Pacific/Apia',
      '2011-12-30',
      '2011-12-30T10:00:00Z',
      'the start of the next date, where the whole date is missing',
    ],
    ['America/Havana', '2026-11-01', '2026-11-01T04:00:00Z', 'the first of two midnights'],
    ['America/Toronto', '1919-03-31', '1919-03-31T04:30:00Z', 'half past midnight, where the gap began before it'],
  ])('in %s on %s is %s: %s', (zone, date, utc) => {
    expect(iso(startOfDate(zone, date))).toBe(utc);
  });

  it('is the first instant that shows the date, in any zone', () => {
    fc.assert(
      fc.property(anyZone, anyDate, (zone, date) => {
        const start = startOfDate(zone, date);
        expect(intlWall(start, zone) >= `${date}T00:00`).toBe(true);
        expect(intlWall(start.getTime() - 60_000, zone) < `${date}T00:00`).toBe(true);
      }),
      { numRuns: 500 },
    );
  });
});

describe('dates without a zone', () => {
  it.each([
    ['2026-02-28', 1, '2026-03-01'],
    ['2028-02-28', 1, '2028-02-29'],
    ['2026-12-31', 1, '2027-01-01'],
    ['2026-03-29', -29, '2026-02-28'],
    ['2026-03-29', 0, '2026-03-29'],
    ['2026-01-01', 90, '2026-04-01'],
    ['1969-12-31', 1, '1970-01-01'],
  ])('%s plus %s days is %s', (date, days, sum) => {
    expect(addDays(date, days)).toBe(sum);
    expect(daysBetween(date, sum)).toBe(days);
  });

  it.each([
    ['2026-03-23', 1], // Monday
    ['2026-03-28', 32],
    ['2026-03-29', 64], // Sunday
    ['1970-01-01', 8], // Thursday
    ['1969-12-31', 4], // Wednesday
    ['1967-01-01', 64], // Sunday
  ])('%s has weekday bit %s', (date, bit) => {
    expect(weekdayBit(date)).toBe(bit);
  });

  it.each(['2026-02-30', '2026-13-01', '2026-2-3', '20260203', '2026-02-03T00:00', ' 2026-02-03', '', '2025-02-29'])(
    'refuses "%s" as a date',
    (text) => expect(parseLocalDate(text)).toBeNull(),
  );

  it('takes real dates', () => {
    expect(parseLocalDate('2026-03-29')).toBe('2026-03-29');
    expect(parseLocalDate('2028-02-29')).toBe('2028-02-29');
    expect(() => addDays('soon', 1)).toThrow(RangeError);
  });
});
