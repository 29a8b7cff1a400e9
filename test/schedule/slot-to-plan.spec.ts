import { describe, expect, it } from '@jest/globals';
import { nextWindow, slotToPlan } from '../../src/schedule/slot-to-plan.js';
import { calendar, iso, told } from './calendars.js';

const london = calendar('Europe/London', '07:00');
const late = calendar('Europe/London', '23:30');
const nuuk = calendar('America/Nuuk', '23:30');

describe('a lesson that is due', () => {
  it.each([
    [
      london,
      '2026-06-01T06:00:00Z',
      '2026-06-01T06:00:00Z',
      '2026-06-01T06:00:00Z for 2026-06-01',
      '2026-06-01T12:00:00Z',
      'on time',
    ],
    [
      london,
      '2026-06-01T06:00:00Z',
      '2026-06-01T11:59:59Z',
      '2026-06-01T06:00:00Z for 2026-06-01',
      '2026-06-01T12:00:00Z',
      'late, in its window',
    ],
    [
      london,
      '2026-06-01T06:00:00Z',
      '2026-06-20T08:00:00Z',
      '2026-06-20T06:00:00Z for 2026-06-20',
      '2026-06-20T12:00:00Z',
      'after a stop of weeks, for today',
    ],
    [
      late,
      '2026-06-01T22:30:00Z',
      '2026-06-01T23:20:00Z',
      '2026-06-01T22:30:00Z for 2026-06-01',
      '2026-06-01T23:30:00Z',
      'past midnight, for the evening before',
    ],
    [
      london,
      '2026-06-01T05:00:00Z',
      '2026-06-01T05:30:00Z',
      '2026-06-01T05:00:00Z for 2026-06-01',
      '2026-06-01T11:00:00Z',
      'in a slot that the calendar no longer has',
    ],
    [
      calendar('Europe/London', '07:00', '', ['2026-06-01']),
      '2026-06-01T06:00:00Z',
      '2026-06-01T06:00:00Z',
      '2026-06-01T06:00:00Z for 2026-06-01',
      '2026-06-01T12:00:00Z',
      'on a date that has become a holiday since',
    ],
    [
      nuuk,
      '2026-03-29T01:30:00Z',
      '2026-03-29T02:00:00Z',
      '2026-03-29T01:30:00Z for 2026-03-29',
      '2026-03-29T07:30:00Z',
      'carried past midnight',
    ],
  ])('of %j, due %s, leaves at %s in slot %s until %s: %s', (cal, due, now, slot, until) => {
    const plan = slotToPlan(cal, new Date(due), new Date(now), 6);
    if (plan.outcome !== 'leave') throw new Error(`waits for ${told(plan.slot)}`);
    expect(told(plan.slot)).toBe(slot);
    expect(iso(plan.leaveBy)).toBe(until);
  });

  it.each([
    [
      london,
      '2026-06-01T06:00:00Z',
      '2026-06-01T12:00:00Z',
      '2026-06-02T06:00:00Z for 2026-06-02',
      'the window closes to the moment',
    ],
    [
      london,
      '2026-06-01T06:00:00Z',
      '2026-06-20T05:00:00Z',
      '2026-06-20T06:00:00Z for 2026-06-20',
      'a stop that ends before today’s slot',
    ],
    [
      london,
      '2026-06-01T06:00:00Z',
      '2026-06-20T15:00:00Z',
      '2026-06-21T06:00:00Z for 2026-06-21',
      'a stop that ends after today’s window',
    ],
    [
      late,
      '2026-06-01T22:30:00Z',
      '2026-06-01T23:30:00Z',
      '2026-06-02T22:30:00Z for 2026-06-02',
      'sixty minutes are over',
    ],
    [
      calendar('Europe/London', '07:00', 'mon'),
      '2026-06-01T06:00:00Z',
      '2026-06-02T07:00:00Z',
      '2026-06-08T06:00:00Z for 2026-06-08',
      'weekdays',
    ],
    [london, '2026-06-02T06:00:00Z', '2026-06-01T12:00:00Z', '2026-06-02T06:00:00Z for 2026-06-02', 'not due yet'],
  ])('of %j, due %s, waits at %s for %s: %s', (cal, due, now, slot) => {
    const plan = slotToPlan(cal, new Date(due), new Date(now), 6);
    expect(`${plan.outcome} ${told(plan.slot)}`).toBe(`wait ${slot}`);
  });
});

describe('a row past its window moves', () => {
  it.each([
    [
      london,
      '2026-06-01T06:00:00Z',
      '2026-06-01',
      '2026-06-01T12:00:00Z',
      '2026-06-02T06:00:00Z for 2026-06-02',
      'to tomorrow',
    ],
    [
      london,
      '2026-06-01T06:00:00Z',
      '2026-06-01',
      '2026-06-09T12:00:00Z',
      '2026-06-10T06:00:00Z for 2026-06-10',
      'past a long stop',
    ],
    [
      calendar('Europe/London', '20:00'),
      '2026-06-01T06:00:00Z',
      '2026-06-01',
      '2026-06-01T12:00:00Z',
      '2026-06-02T19:00:00Z for 2026-06-02',
      'not into the evening of its own date, when the hour has changed',
    ],
    [
      calendar('Pacific/Honolulu', '07:00'),
      '2026-06-01T17:00:00Z',
      '2026-06-02',
      '2026-06-01T23:00:00Z',
      '2026-06-03T17:00:00Z for 2026-06-03',
      'not onto its own date a second time, over the date line',
    ],
    [
      nuuk,
      '2026-03-29T01:30:00Z',
      '2026-03-29',
      '2026-03-29T07:30:00Z',
      '2026-03-31T00:30:00Z for 2026-03-30',
      'not into a second slot of one date',
    ],
    [
      late,
      '2026-06-01T22:30:00Z',
      '2026-06-01',
      '2026-06-01T23:30:00Z',
      '2026-06-02T22:30:00Z for 2026-06-02',
      'from past midnight to that day’s own slot',
    ],
    [
      calendar('Europe/London', '07:00', 'mon', ['2026-06-08']),
      '2026-06-01T06:00:00Z',
      '2026-06-01',
      '2026-06-01T12:00:00Z',
      '2026-06-15T06:00:00Z for 2026-06-15',
      'to an allowed date',
    ],
  ])('in %j from %s (%s) at %s to %s: %s', (cal, slot, localDate, now, expected) => {
    const moved = nextWindow(cal, { slot: new Date(slot), localDate }, new Date(now), 6);
    expect(told(moved.slot)).toBe(expected);
    expect(moved.leaveBy > moved.slot.at).toBe(true);
  });
});
