import { describe, expect, it } from '@jest/globals';
import { slotAfterChange } from '../../src/schedule/change.js';
import { CalendarWithoutSlot } from '../../src/schedule/next-slot.js';
import { calendar, told } from './calendars.js';

const at = (hour: string, zone = 'Europe/London') => calendar(zone, hour);
const lesson = (localDate: string, slot: string, handedOver?: string) => ({
  localDate,
  at: new Date(slot),
  ...(handedOver ? { handedOverAt: new Date(handedOver) } : {}),
});
const june1 = lesson('2026-06-01', '2026-06-01T06:00:00Z'); // 07:00 in London

describe('after a change the next lesson comes', () => {
  it.each([
    [at('09:00'), '2026-06-01T10:00:00Z', june1, 1, '2026-06-02T08:00:00Z for 2026-06-02', 'at the new hour'],
    [at('20:00'), '2026-06-01T10:00:00Z', june1, 1, '2026-06-02T19:00:00Z for 2026-06-02', 'not a second time today'],
    [
      at('00:30'),
      '2026-06-01T10:00:00Z',
      lesson('2026-06-01', '2026-06-01T19:00:00Z'),
      1,
      '2026-06-02T23:30:00Z for 2026-06-03',
      'never within twelve hours',
    ],
    [
      at('08:00'),
      '2026-06-01T20:00:00Z',
      lesson('2026-06-01', '2026-06-01T19:00:00Z'),
      1,
      '2026-06-02T07:00:00Z for 2026-06-02',
      'after twelve hours to the minute',
    ],
    [
      at('07:59'),
      '2026-06-01T20:00:00Z',
      lesson('2026-06-01', '2026-06-01T19:00:00Z'),
      1,
      '2026-06-03T06:59:00Z for 2026-06-03',
      'not a minute under twelve hours',
    ],
    [
      at('08:00'),
      '2026-06-01T20:00:00Z',
      lesson('2026-06-01', '2026-06-01T19:00:00Z', '2026-06-01T19:05:00Z'),
      1,
      '2026-06-03T07:00:00Z for 2026-06-03',
      'twelve hours from when it left, not from its slot',
    ],
    [at('06:00'), '2026-06-02T05:00:00Z', june1, 1, '2026-06-03T05:00:00Z for 2026-06-03', 'strictly after the change'],
    [
      at('06:01'),
      '2026-06-02T05:00:00Z',
      june1,
      1,
      '2026-06-02T05:01:00Z for 2026-06-02',
      'a minute after the change, if that is the hour',
    ],
    [
      at('09:00'),
      '2026-06-01T10:00:00Z',
      june1,
      7,
      '2026-06-08T08:00:00Z for 2026-06-08',
      'not before its wait is over',
    ],
    [
      at('09:00'),
      '2026-07-20T10:00:00Z',
      june1,
      7,
      '2026-07-21T08:00:00Z for 2026-07-21',
      'soon after a long pause, not once for each day of it',
    ],
    [
      at('09:00'),
      '2026-07-20T07:00:00Z',
      june1,
      7,
      '2026-07-20T08:00:00Z for 2026-07-20',
      'today after a long pause, if the hour is to come',
    ],
    [
      at('05:00', 'Pacific/Auckland'),
      '2026-06-01T07:00:00Z',
      june1,
      1,
      '2026-06-02T17:00:00Z for 2026-06-03',
      'far east: the 2nd would be within twelve hours',
    ],
    [
      at('07:00', 'Pacific/Honolulu'),
      '2026-06-01T18:00:00Z',
      lesson('2026-06-02', '2026-06-01T17:00:00Z'),
      1,
      '2026-06-03T17:00:00Z for 2026-06-03',
      'east over the date line: no date twice',
    ],
    [
      at('07:00', 'Pacific/Kiritimati'),
      '2026-06-01T18:00:00Z',
      lesson('2026-06-01', '2026-06-01T17:00:00Z'),
      1,
      '2026-06-02T17:00:00Z for 2026-06-03',
      'west over the date line: it was the 2nd here',
    ],
    [
      calendar('Europe/London', '07:00', 'fri'),
      '2026-06-01T10:00:00Z',
      june1,
      1,
      '2026-06-05T06:00:00Z for 2026-06-05',
      'on the new weekdays',
    ],
  ])('%j changed at %s, last %j, wait %s: %s, %s', (cal, now, last, waitDays, expected) => {
    expect(told(slotAfterChange(cal, new Date(now), { last, waitDays, twelveHours: true }))).toBe(expected);
  });

  it('tomorrow at the hour, when lesson 1 left on confirmation at 23:00', () => {
    const last = lesson('2026-06-01', '2026-06-01T22:00:00Z');
    const owed = { last, waitDays: 1, twelveHours: false };
    expect(told(slotAfterChange(at('07:00'), new Date('2026-06-01T22:05:00Z'), owed))).toBe(
      '2026-06-02T06:00:00Z for 2026-06-02',
    );
  });

  it('not before the date a reader paused until', () => {
    const paused = { last: june1, waitDays: 1, twelveHours: true, notBefore: '2026-07-01' };
    expect(told(slotAfterChange(at('07:00'), new Date('2026-06-01T10:00:00Z'), paused))).toBe(
      '2026-07-01T06:00:00Z for 2026-07-01',
    );
    const mondays = calendar('Europe/London', '07:00', 'mon');
    expect(told(slotAfterChange(mondays, new Date('2026-06-01T10:00:00Z'), paused))).toBe(
      '2026-07-06T06:00:00Z for 2026-07-06',
    );
    expect(told(slotAfterChange(at('07:00'), new Date('2026-07-09T10:00:00Z'), paused))).toBe(
      '2026-07-10T06:00:00Z for 2026-07-10',
    );
  });
});

describe('lesson 1 at the first slot', () => {
  it.each<[string, string | null, string, string]>([
    ['2026-06-01T05:00:00Z', null, '2026-06-01T06:00:00Z for 2026-06-01', 'today, if the hour is to come'],
    ['2026-06-01T06:00:00Z', null, '2026-06-02T06:00:00Z for 2026-06-02', 'tomorrow, if it has come'],
    ['2026-06-01T05:00:00Z', '2026-09-07', '2026-09-07T06:00:00Z for 2026-09-07', 'on the date that everyone starts'],
    ['2026-09-08T05:00:00Z', '2026-09-07', '2026-09-08T06:00:00Z for 2026-09-08', 'for who comes after that date'],
  ])('confirmed at %s, course starting %s: %s, %s', (now, notBefore, expected) => {
    const owed = { last: null, waitDays: 30, twelveHours: true, notBefore };
    expect(told(slotAfterChange(at('07:00'), new Date(now), owed))).toBe(expected);
  });

  it('is the slot that a gap carries past midnight, for who confirms between that midnight and it', () => {
    const owed = { last: null, waitDays: 1, twelveHours: false };
    const slot = slotAfterChange(at('23:30', 'America/Nuuk'), new Date('2026-03-29T01:10:00Z'), owed);
    expect(told(slot)).toBe('2026-03-29T01:30:00Z for 2026-03-29');
  });

  it('does not exist in a calendar without one', () => {
    const owed = { last: null, waitDays: 1, twelveHours: false };
    const never = { ...at('07:00'), weekdays: 0 };
    expect(() => slotAfterChange(never, new Date('2026-06-01T05:00:00Z'), owed)).toThrow(CalendarWithoutSlot);
  });
});
