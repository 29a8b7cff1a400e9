import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { effectiveWeekdays, everyDay, formatWeekdays, parseWeekdays } from '../../src/schedule/weekdays.js';

describe('weekdays', () => {
  it.each([
    [['mon', 'wed'], 5],
    [['wed', 'mon', 'mon'], 5],
    [['Sunday'], 64],
    [[' SAT ', 'sun'], 96],
    [['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'], everyDay],
  ])('%j are mask %s', (days, mask) => expect(parseWeekdays(days)).toBe(mask));

  it.each([[[]], [['moon']], [['mon', '']], [['m']], [['mond']], [['1']]])('%j are refused', (days) => {
    expect(parseWeekdays(days)).toBeNull();
  });

  it('come back the same for every mask, Monday first', () => {
    expect(formatWeekdays(everyDay)).toEqual(['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun']);
    fc.assert(fc.property(fc.integer({ min: 1, max: 127 }), (mask) => parseWeekdays(formatWeekdays(mask)) === mask));
  });

  it.each([
    [127, 31, 31, 'a reader who takes every day gets the course’s days'],
    [5, 31, 5, 'a reader’s own days within the course’s'],
    [96, 31, 31, 'no day in common: the course’s days hold'],
    [64, 127, 64, 'one day is enough'],
  ])('of a reader with %s in a course with %s are %s: %s', (reader, course, mask) => {
    expect(effectiveWeekdays(reader, course)).toBe(mask);
  });
});
