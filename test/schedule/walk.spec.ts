import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { formatHour } from '../../src/schedule/hour.js';
import { simulate } from '../../src/schedule/simulate.js';
import { addDays, instantAt, localDateOf, weekdayBit } from '../../src/schedule/wall-time.js';
import { anyDate, anyMinute, anyWeekdays, anyZone } from './any-schedule.js';
import { intlInstants, intlWall } from './intl-wall.js';
import { Walk, type WalkedLetter } from './walk.js';

const hourMs = 3_600_000;
// Mostly hours, sometimes weeks: a history must happen in the middle of a walk, not after its end.
const minutes = fc.oneof(
  { weight: 5, arbitrary: fc.integer({ min: 1, max: 2_000 }) },
  { weight: 1, arbitrary: fc.integer({ min: 2_000, max: 30_000 }) },
);

const anyEvent = fc.oneof(
  { weight: 4, arbitrary: fc.record({ what: fc.constant('run'), minutes, delay: fc.integer({ min: 0, max: 59 }) }) },
  { weight: 2, arbitrary: fc.record({ what: fc.constant('stop'), minutes }) },
  { weight: 3, arbitrary: fc.record({ what: fc.constant('run in vain') }) },
  { weight: 3, arbitrary: fc.record({ what: fc.constant('zone'), zone: anyZone }) },
  { weight: 3, arbitrary: fc.record({ what: fc.constant('hour'), hour: anyMinute }) },
  { weight: 1, arbitrary: fc.record({ what: fc.constant('weekdays'), weekdays: anyWeekdays }) },
  { weight: 1, arbitrary: fc.record({ what: fc.constant('pause') }) },
  {
    weight: 2,
    arbitrary: fc.record({ what: fc.constant('resume'), days: fc.option(fc.integer({ min: 0, max: 20 })) }),
  },
  { weight: 1, arbitrary: fc.record({ what: fc.constant('request') }) },
) as fc.Arbitrary<Event>;

type Event =
  | { what: 'run'; minutes: number; delay: number }
  | { what: 'stop'; minutes: number }
  | { what: 'run in vain' | 'pause' | 'request' }
  | { what: 'zone'; zone: string }
  | { what: 'hour'; hour: number }
  | { what: 'weekdays'; weekdays: number }
  | { what: 'resume'; days: number | null };

const anyWaits = fc.array(fc.oneof(fc.constant(1), fc.integer({ min: 1, max: 4 })), { minLength: 3, maxLength: 12 });
const anyCalendar = fc
  .record({
    zone: anyZone,
    hour: anyMinute,
    weekdays: anyWeekdays,
    start: anyDate,
    skip: fc.array(fc.integer({ min: 0, max: 40 })),
  })
  .map(({ zone, hour, weekdays, start, skip }) => {
    return { start, calendar: { zone, hour, weekdays, skipDates: new Set(skip.map((days) => addDays(start, days))) } };
  });

function play(walk: Walk, event: Event): void {
  switch (event.what) {
    case 'run':
      return walk.run(event.minutes, event.delay);
    case 'stop':
      return walk.stop(event.minutes);
    case 'run in vain':
      return walk.runInVain();
    case 'zone':
      return walk.change({ zone: event.zone });
    case 'hour':
      return walk.change({ hour: event.hour });
    case 'weekdays':
      return walk.change({ weekdays: event.weekdays });
    case 'pause':
      return walk.pause();
    case 'resume':
      return walk.resume(event.days === null ? null : addDays(walk.now.toISOString().slice(0, 10), event.days));
    case 'request':
      return walk.request();
  }
}

/** The wall shows the hour, or an hour that this date, or the one carried into this one, does not have. */
function expectAtItsHour({ slot, localDate, calendar }: WalkedLetter): void {
  const wall = intlWall(slot, calendar.zone);
  const hour = formatHour(calendar.hour);
  expect(wall.slice(0, 10)).toBe(localDate);
  if (wall.slice(11) === hour) return;
  const missing = [localDate, addDays(localDate, -1)].filter((date) => {
    return (
      intlInstants(calendar.zone, `${date}T${hour}`).length === 0 &&
      +instantAt(calendar.zone, date, calendar.hour) === +slot
    );
  });
  expect(missing).not.toEqual([]);
}

function expectAllowed({ localDate, calendar }: WalkedLetter): void {
  expect(calendar.weekdays & weekdayBit(localDate)).toBeTruthy();
  expect(calendar.skipDates.has(localDate)).toBe(false);
}

function expectApart(before: WalkedLetter, after: WalkedLetter, wait: number, lateLimitHours: number): void {
  expect(+after.slot).toBeGreaterThan(+before.slot);
  expect(+after.handedOverAt).toBeGreaterThan(+before.handedOverAt);
  if (!after.scheduled) return;
  expect(after.localDate >= addDays(before.localDate, wait)).toBe(true);
  expect(after.localDate >= addDays(localDateOf(before.slot, after.calendar.zone), wait)).toBe(true);
  // With a limit of more than ten hours a letter may leave so late that its own calendar's next slot is nearer than twelve.
  if (before.scheduled && before.changes !== after.changes && lateLimitHours <= 10) {
    expect(+after.handedOverAt - +before.handedOverAt).toBeGreaterThanOrEqual(12 * hourMs);
  }
}

describe('a walk', () => {
  it('gives every lesson once and in order, at its hour, once a date, whatever changes, pauses and stops come', () => {
    let scheduled = 0;
    fc.assert(
      fc.property(
        anyCalendar,
        anyWaits,
        fc.integer({ min: 1, max: 24 }),
        fc.array(anyEvent, { minLength: 4, maxLength: 30 }),
        ({ calendar, start }, waits, lateLimitHours, events) => {
          const walk = new Walk(waits, calendar, instantAt('UTC', start, 600), lateLimitHours);
          for (const event of events) play(walk, event);
          walk.resume();
          walk.run(2 * 365 * 1440);

          expect(walk.letters.map((letter) => letter.lesson)).toEqual(waits.map((_, index) => index + 1));
          for (const [index, letter] of walk.letters.entries()) {
            const before = walk.letters[index - 1];
            if (before) expectApart(before, letter, waits[index]!, lateLimitHours);
            if (!letter.scheduled) continue;
            scheduled++;
            expectAtItsHour(letter);
            expectAllowed(letter);
            expect(letter.handedOverAt >= letter.slot && letter.handedOverAt < letter.leaveBy).toBe(true);
          }
          const dates = walk.letters.filter((letter) => letter.scheduled).map((letter) => letter.localDate);
          expect([...new Set(dates)].sort()).toEqual(dates);
        },
      ),
      { numRuns: 500 },
    );
    expect(scheduled).toBeGreaterThan(1_500); // the property looked at something
  });

  it('that nothing disturbs is the simulated one', () => {
    fc.assert(
      fc.property(anyCalendar, anyWaits, fc.integer({ min: 0, max: 59 }), ({ calendar, start }, waits, delay) => {
        const course = { lessons: waits.map((waitDays, index) => ({ key: String(index + 1), waitDays })) };
        const expected = simulate(course, calendar, start);
        const walk = new Walk(waits, calendar, new Date(Date.parse(expected[0]!.at) - 1), 6);
        walk.run(2 * 365 * 1440, delay);
        expect(walk.letters.map((letter) => letter.slot.toISOString().replace('.000Z', 'Z'))).toEqual(
          expected.map((letter) => letter.at),
        );
      }),
      { numRuns: 150 },
    );
  });

  it('gets at most one letter at once after a stop of any length, then one a date', () => {
    fc.assert(
      fc.property(anyCalendar, fc.integer({ min: 1, max: 400_000 }), ({ calendar, start }, stop) => {
        const walk = new Walk(Array<number>(30).fill(1), calendar, instantAt('UTC', start, 600), 6);
        walk.run(3 * 1440);
        const had = walk.letters.length;
        walk.stop(stop);
        const back = walk.now;
        walk.run(0);
        expect(walk.letters.length - had).toBeLessThanOrEqual(1);
        walk.run(3 * 1440);
        const since = walk.letters.slice(had).map((letter) => letter.localDate);
        expect(new Set(since).size).toBe(since.length);
        for (const letter of walk.letters.slice(had)) expect(+letter.slot).toBeGreaterThan(+back - 6 * hourMs);
      }),
      { numRuns: 150 },
    );
  });

  it('gives no date twice when a reader flies west over the date line and asks for a lesson there', () => {
    const kiritimati = { zone: 'Pacific/Kiritimati', hour: 420, weekdays: 127, skipDates: new Set<string>() };
    const walk = new Walk([1, 1, 1], kiritimati, new Date('2026-06-01T16:00:00Z'), 6);
    walk.run(60);
    walk.change({ zone: 'Pacific/Honolulu' });
    walk.request();
    walk.run(5 * 1440);
    const told = walk.letters.map(({ scheduled, localDate, slot }) => [scheduled, localDate, slot.toISOString()]);
    expect(told).toEqual([
      [true, '2026-06-02', '2026-06-01T17:00:00.000Z'],
      [false, '2026-06-01', '2026-06-01T17:01:00.000Z'],
      [true, '2026-06-03', '2026-06-03T17:00:00.000Z'],
    ]);
  });
});
