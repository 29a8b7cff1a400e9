import { describe, expect, it } from '@jest/globals';
import type { CourseSettings } from '../../src/courses/course-settings.js';
import { hasDateOf, movesSlots } from '../../src/enrollments/publish-slots.js';

const alike = [
  { id: '1', position: 1, waitDays: 1 },
  { id: '2', position: 2, waitDays: 1 },
];
const twoDays = alike.map((lesson) => ({ ...lesson, waitDays: lesson.position }));
const settings = { weekdays: 127, skipDates: ['2026-12-25'], startsOn: null } as unknown as CourseSettings;

describe('a publish moves the slots', () => {
  it.each<[string, Partial<CourseSettings>, typeof alike, ReturnType<typeof movesSlots>]>([
    ['of nobody, where only words are others', {}, alike, 'nobody'],
    ['of those whose next lesson has another wait', {}, twoDays, 'other-waits'],
    ['of those who lose their date, where one more is skipped', { skipDates: ['2026-12-25', '2026-12-26'] }, alike, 'lost-dates'],
    ['of those who lose their date, where a weekday goes', { weekdays: 63 }, alike, 'lost-dates'],
    ['of everybody, where a date comes back', { skipDates: [] }, alike, 'everybody'],
    ['of everybody, where one date comes and one goes', { skipDates: ['2026-12-26'] }, alike, 'everybody'],
    ['of everybody, where the common beginning moves', { startsOn: '2026-12-01' }, alike, 'everybody'],
    ['of everybody, where waits are others too', { weekdays: 63 }, twoDays, 'everybody'],
  ])('%s', (_, changed, lessons, whose) => {
    const after = { lessons, settings: { ...settings, ...changed } };
    expect(movesSlots({ before: { lessons: alike, settings }, after })).toBe(whose);
  }); // prettier-ignore

  it('but no slot whose date is still one, by the reader’s own wall', () => {
    const skipsTheSixth = { weekdays: 127, skipDates: ['2026-03-06'] };
    const slot = (zone: string, at: string) => ({ zone, weekdays: 127, nextSlotAt: new Date(at) });
    expect(hasDateOf(skipsTheSixth, slot('UTC', '2026-03-06T07:00Z'))).toBe(false);
    expect(hasDateOf(skipsTheSixth, slot('America/New_York', '2026-03-06T03:00Z'))).toBe(true);
    expect(hasDateOf({ weekdays: 31, skipDates: [] }, slot('UTC', '2026-03-07T07:00Z'))).toBe(false);
  });
});
