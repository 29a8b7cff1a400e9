import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { formatHour, parseHour } from '../../src/schedule/hour.js';

describe('an hour', () => {
  it.each([
    ['07:00', 420],
    ['7:00', 420],
    ['00:00', 0],
    ['0:05', 5],
    ['23:59', 1439],
    ['12:30', 750],
  ])('%s is minute %s of the day', (text, minute) => expect(parseHour(text)).toBe(minute));

  it.each([
    '25:99',
    '24:00',
    '7:0',
    '07:60',
    '07:00:00',
    '007:00',
    '7',
    '0700',
    '7.00',
    '7:00 am',
    ' 07:00',
    '07:00\n',
    '-1:00',
    '',
  ])('%j is refused', (text) => expect(parseHour(text)).toBeNull());

  it('comes back the same for every minute of the day', () => {
    fc.assert(fc.property(fc.integer({ min: 0, max: 1439 }), (minute) => parseHour(formatHour(minute)) === minute));
  });

  it.each([-1, 1440, 1.5, Number.NaN])('%s is no minute of a day', (minute) => {
    expect(() => formatHour(minute)).toThrow(RangeError);
  });
});
