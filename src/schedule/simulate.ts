import type { Calendar } from './calendar.js';
import { firstSlot, nextLessonSlot, type Slot } from './next-slot.js';
import type { LocalDate } from './wall-time.js';

/** One letter of a walk that goes undisturbed. */
export interface SimulatedLetter {
  /** Which lesson of the walk, from 1; not the calendar day. */
  day: number;
  /** The lesson's own key. */
  lesson: string;
  localDate: LocalDate;
  /** UTC instant without fractions, '2026-03-29T01:30:00Z'. */
  at: string;
}

/**
 * What a reader would get, lesson 1 in the slot of `from` itself (of the first allowed date from it on). Made of the very
 * functions that plan real letters, so it cannot tell another story. Throws CalendarWithoutSlot.
 */
export function simulate(
  course: { lessons: readonly { key: string; waitDays: number }[] },
  calendar: Calendar,
  from: LocalDate,
): SimulatedLetter[] {
  let last: Slot | null = null;
  return course.lessons.map(({ key, waitDays }, index) => {
    const slot: Slot = last ? nextLessonSlot(calendar, last, waitDays) : firstSlot(calendar, from, null);
    last = slot;
    return { day: index + 1, lesson: key, localDate: slot.localDate, at: `${slot.at.toISOString().slice(0, 19)}Z` };
  });
}
