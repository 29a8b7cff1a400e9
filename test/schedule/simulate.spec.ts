import { describe, expect, it } from '@jest/globals';
import { simulate } from '../../src/schedule/simulate.js';
import { calendar } from './calendars.js';

const lessons = (...waits: number[]) => ({
  lessons: waits.map((waitDays, index) => ({ key: `l${index + 1}`, waitDays })),
});
const daily = (count: number) => lessons(...Array.from({ length: count }, () => 1));

describe('a simulated walk', () => {
  it('begins in the slot of its first date, through the gap of spring', () => {
    expect(simulate(daily(3), calendar('Europe/London', '01:30'), '2026-03-28')).toEqual([
      { day: 1, lesson: 'l1', localDate: '2026-03-28', at: '2026-03-28T01:30:00Z' },
      { day: 2, lesson: 'l2', localDate: '2026-03-29', at: '2026-03-29T01:30:00Z' },
      { day: 3, lesson: 'l3', localDate: '2026-03-30', at: '2026-03-30T00:30:00Z' },
    ]);
  });

  it.each([
    [
      'the doubled hour of autumn',
      'Europe/London',
      '01:30',
      '2026-10-24',
      ['2026-10-24T00:30:00Z', '2026-10-25T00:30:00Z', '2026-10-26T01:30:00Z'],
    ],
    [
      'a midnight that is missing',
      'Africa/Cairo',
      '00:00',
      '2026-04-23',
      ['2026-04-22T22:00:00Z', '2026-04-23T22:00:00Z', '2026-04-24T21:00:00Z'],
    ],
    [
      'half an hour more',
      'Australia/Lord_Howe',
      '01:45',
      '2026-04-04',
      ['2026-04-03T14:45:00Z', '2026-04-04T14:45:00Z', '2026-04-05T15:15:00Z'],
    ],
    [
      'the earliest zone of all',
      'Pacific/Kiritimati',
      '07:00',
      '2026-03-06',
      ['2026-03-05T17:00:00Z', '2026-03-06T17:00:00Z', '2026-03-07T17:00:00Z'],
    ],
    [
      'a zone of 45 minutes',
      'Asia/Kathmandu',
      '07:00',
      '2026-06-01',
      ['2026-06-01T01:15:00Z', '2026-06-02T01:15:00Z', '2026-06-03T01:15:00Z'],
    ],
  ])('keeps the wall hour over %s', (_, zone, hour, from, instants) => {
    expect(simulate(daily(3), calendar(zone, hour), from).map((letter) => letter.at)).toEqual(instants);
  });

  it('neither doubles nor drops a lesson where Apia skipped a date', () => {
    const letters = simulate(daily(4), calendar('Pacific/Apia', '08:00'), '2011-12-28');
    expect(letters.map((letter) => letter.localDate)).toEqual(['2011-12-28', '2011-12-29', '2011-12-31', '2012-01-01']);
    expect(simulate(daily(2), calendar('Pacific/Apia', '08:00'), '2011-12-30')).toEqual([
      { day: 1, lesson: 'l1', localDate: '2011-12-31', at: '2011-12-30T18:00:00Z' },
      { day: 2, lesson: 'l2', localDate: '2012-01-01', at: '2011-12-31T18:00:00Z' },
    ]);
  });

  it('puts no two letters on a date that a gap carries one into', () => {
    const letters = simulate(daily(4), calendar('America/Nuuk', '23:30'), '2026-03-27');
    expect(letters.map((letter) => letter.localDate)).toEqual(['2026-03-27', '2026-03-29', '2026-03-30', '2026-03-31']);
  });

  it('counts waits from the lesson before, weekdays and holidays after that, and ignores the wait of lesson 1', () => {
    const cal = calendar('Europe/London', '07:00', 'mon tue wed thu fri', ['2026-12-25', '2026-12-28']);
    const letters = simulate(lessons(90, 1, 2, 3), cal, '2026-12-19');
    expect(letters.map((letter) => letter.localDate)).toEqual(['2026-12-21', '2026-12-22', '2026-12-24', '2026-12-29']);
    expect(letters.map((letter) => letter.day)).toEqual([1, 2, 3, 4]);
  });

  it('keeps a wait of 90 days', () => {
    const letters = simulate(lessons(1, 90), calendar('Europe/London', '07:00'), '2026-01-01');
    expect(letters[1]).toEqual({ day: 2, lesson: 'l2', localDate: '2026-04-01', at: '2026-04-01T06:00:00Z' });
  });

  it('of a course without lessons has no letters', () => {
    expect(simulate({ lessons: [] }, calendar('Europe/London', '07:00'), '2026-01-01')).toEqual([]);
  });
});
