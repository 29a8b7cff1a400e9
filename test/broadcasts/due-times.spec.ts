import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { hasPassed, spanOf, timesIn } from '../../src/broadcasts/due-times.js';
import { isLate } from '../../src/broadcasts/lateness.js';
import type { Plan } from '../../src/broadcasts/plan.schema.js';
import { minuteOfDay } from '../../src/schedule/wall-time.js';
import { zoneNames } from '../../src/schedule/zone.js';

const local = (date: string, hour: number, passed: 'at-once' | 'tomorrow' = 'at-once') =>
  ({ when: 'local', date, hour, passed, lateHours: 12 }) as const;

describe('when a broadcast is due in a zone', () => {
  it.each([
    // plan, zone, since, due
    [
      'the hour of that wall',
      local('2026-03-29', 480),
      'Europe/Berlin',
      '2026-03-28T00:00Z',
      '2026-03-29T06:00:00.000Z',
    ],
    ['a gap moves forward', local('2026-03-29', 150), 'Europe/Berlin', '2026-03-28T00:00Z', '2026-03-29T01:30:00.000Z'],
    [
      'what comes twice means the first',
      local('2026-10-25', 150),
      'Europe/Berlin',
      '2026-10-24T00:00Z',
      '2026-10-25T00:30:00.000Z',
    ],
    ['passed: at once', local('2026-03-29', 480), 'Asia/Tokyo', '2026-03-29T06:00Z', '2026-03-29T06:00:00.000Z'],
    [
      'passed: tomorrow',
      local('2026-03-29', 480, 'tomorrow'),
      'Asia/Tokyo',
      '2026-03-29T06:00Z',
      '2026-03-29T23:00:00.000Z',
    ],
    [
      'exactly now has not passed',
      local('2026-03-29', 480, 'tomorrow'),
      'Asia/Tokyo',
      '2026-03-28T23:00Z',
      '2026-03-28T23:00:00.000Z',
    ],
    ['now', { when: 'now', lateHours: 12 } as Plan, 'Asia/Tokyo', '2026-03-29T06:00Z', '2026-03-29T06:00:00.000Z'],
  ])('%s', (_what, plan, zone, since, due) => {
    expect(timesIn(zone, plan, new Date(since)).dueAt.toISOString()).toBe(due);
  });

  it('is never before the sending began, within its own day, and within the span of the world', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...zoneNames()),
        fc.integer({ min: 0, max: 1439 }),
        fc.integer({ min: 0, max: 400 }),
        fc.integer({ min: -48, max: 48 }),
        fc.constantFrom('at-once' as const, 'tomorrow' as const),
        (zone, hour, day, hours, passed) => {
          const date = new Date(Date.parse('2026-01-01T00:00Z') + day * 86_400_000).toISOString().slice(0, 10);
          const plan = local(date, hour, passed);
          const since = new Date(Date.parse(`${date}T00:00Z`) + hours * 3_600_000);
          const { dueAt, dayFrom, dayTo } = timesIn(zone, plan, since);
          expect(dueAt.getTime()).toBeGreaterThanOrEqual(since.getTime());
          expect(dayFrom <= dueAt && dueAt < dayTo).toBe(true);
          if (hasPassed(zone, plan, since)) {
            if (passed === 'at-once') expect(dueAt).toEqual(since);
          } else {
            const span = spanOf(plan);
            expect(span && span.first <= dueAt && dueAt <= span.last).toBe(true);
            const gap = minuteOfDay(dueAt, zone) - hour;
            expect(gap === 0 || gap === 60 || gap === 30).toBe(true);
          }
        },
      ),
      { numRuns: 300 },
    );
  });
});

describe('a sending that is late', () => {
  const at = (time: string) => new Date(`2026-03-02T${time}Z`);
  it.each<[string, Plan, Parameters<typeof isLate>[1], boolean]>([
    ['nothing due', local('2026-03-02', 0), { oldestDue: null, lastLeft: null, resumedAt: null }, false],
    ['due for 13 hours', local('2026-03-02', 0), { oldestDue: at('00:00'), lastLeft: null, resumedAt: null }, true],
    ['due for 11 hours', local('2026-03-02', 0), { oldestDue: at('02:00'), lastLeft: null, resumedAt: null }, false],
    [
      'resumed since',
      local('2026-03-02', 0),
      { oldestDue: at('00:00'), lastLeft: null, resumedAt: at('03:00') },
      false,
    ],
    [
      'slow, at a local hour',
      local('2026-03-02', 0),
      { oldestDue: at('00:00'), lastLeft: at('12:59'), resumedAt: null },
      true,
    ],
    [
      'slow, but flowing',
      { when: 'now', lateHours: 12 },
      { oldestDue: at('00:00'), lastLeft: at('12:59'), resumedAt: null },
      false,
    ],
    [
      'at a standstill',
      { when: 'now', lateHours: 12 },
      { oldestDue: at('00:00'), lastLeft: at('00:30'), resumedAt: null },
      true,
    ],
  ])('%s', (_what, plan, seen, late) => expect(isLate(plan, seen, at('13:00'))).toBe(late));
});
