import { describe, expect, it } from '@jest/globals';
import { sayLessons, sayNumber, sayShortDate, sayWhen } from '../../src/public/when.js';

const now = new Date('2026-11-23T22:30:00Z');

describe('How the pages say a time', () => {
  it.each([
    ['2026-11-23T23:00:00Z', 'Europe/London', 'today at 23:00'],
    ['2026-11-23T23:00:00Z', 'Europe/Paris', 'tomorrow, Tuesday 24 November, at 00:00'],
    ['2026-11-24T07:00:00Z', 'Europe/London', 'tomorrow, Tuesday 24 November, at 07:00'],
    ['2026-11-24T07:00:00Z', 'Pacific/Auckland', 'today at 20:00'],
    ['2026-11-30T07:05:00Z', 'Europe/London', 'on Monday 30 November at 07:05'],
    ['2026-11-22T07:00:00Z', 'Europe/London', 'on Sunday 22 November at 07:00'],
  ])('%s in %s is "%s"', (at, zone, words) => {
    expect(sayWhen(new Date(at), zone, now)).toBe(words);
  });

  it('counts in words up to twenty', () => {
    expect([sayNumber(14), sayNumber(21), sayLessons(1), sayLessons(14)]).toEqual([
      'fourteen',
      '21',
      'one lesson',
      'fourteen lessons',
    ]);
    expect(sayShortDate(now, 'Asia/Tokyo')).toBe('24 Nov');
  });
});
