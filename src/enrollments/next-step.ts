import type { CourseSettings } from '../courses/course-settings.js';
import type { Calendar } from '../schedule/calendar.js';
import { slotAfterChange } from '../schedule/change.js';
import { type LastLetter, nextLessonSlot, type Slot } from '../schedule/next-slot.js';
import { effectiveWeekdays } from '../schedule/weekdays.js';
import type { NextStep } from './enrollment.store.js';
import type { WalkFacts } from './walk-facts.store.js';

/** Where a walk stands, as far as the rules below need it: of one row, or of all who stand at the same place. */
export type StandingWalk = Omit<WalkFacts, 'subscriberId' | 'enrollmentId' | 'courseId' | 'revisionId' | 'lessonsHad'>;

/** What a walk owes its reader next. */
export type Owed =
  | { kind: 'lesson'; lessonId: string; waitDays: number }
  | { kind: 'completion'; waitDays: number }
  | { kind: 'wait' }
  | { kind: 'end' };

/** Days between the last lesson and the completion letter. */
export const completionWait = 1;

/** The reader's own calendar within the course's (rule 3). */
export function calendarOf(reader: { zone: string; hour: number; weekdays: number }, course: CourseSettings): Calendar {
  return {
    zone: reader.zone,
    hour: reader.hour,
    weekdays: effectiveWeekdays(reader.weekdays, course.weekdays),
    skipDates: new Set(course.skipDates),
  };
}

/** A lesson first, then the completion letter, once; then the end, or a wait where more lessons are coming (rule 24). Pure. */
export function owedNext(facts: StandingWalk, course: CourseSettings): Owed {
  if (facts.nextLessonId !== null)
    return { kind: 'lesson', lessonId: facts.nextLessonId, waitDays: facts.nextWaitDays ?? 1 };
  if (course.moreComing || facts.waiting) return { kind: 'wait' };
  return facts.hasCompletion ? { kind: 'end' } : { kind: 'completion', waitDays: completionWait };
}

const twelveHoursMs = 12 * 3_600_000;

/** A walk that could not be reckoned with is looked at again in an hour; the others go on. */
export function stepLater(walk: WalkFacts, now: Date): NextStep {
  const { subscriberId, enrollmentId } = walk;
  const nextSlotAt = new Date(now.getTime() + 3_600_000);
  return { subscriberId, enrollmentId, nextSlotAt, waiting: false, finishedAt: null };
}

/** The walk's latest counted letter, as the calendar rules want it; null before lesson 1. */
export function lastLetterOf(facts: StandingWalk): LastLetter | null {
  if (facts.lastSlot === null || facts.lastLocalDate === null) return null;
  return {
    localDate: facts.lastLocalDate,
    at: facts.lastSlot,
    handedOverAt: facts.lastKeepsTwelveHours ? facts.lastHandedOverAt : null,
  };
}

/**
 * The slot of what is owed next, after a settled letter (rule 4); null when nothing is owed. Who may not be written to gets
 * one that is still to come: else a letter withdrawn today would be planned for today again, at every beat. Throws
 * CalendarWithoutSlot.
 */
export function slotOfNext(facts: StandingWalk, course: CourseSettings, owed: Owed, now: Date): Slot | null {
  if (owed.kind === 'wait' || owed.kind === 'end') return null;
  const calendar = calendarOf(facts, course);
  const last = lastLetterOf(facts);
  if (last && !facts.suppressed) {
    const slot = nextLessonSlot(calendar, last, owed.waitDays);
    // A letter that was planned before its reader changed hour or zone has left at its old time (rule 7).
    const tooSoon = facts.lastKeepsTwelveHours && slot.at.getTime() - last.at.getTime() < twelveHoursMs;
    return tooSoon ? slotAfterChange(calendar, last.at, { last, waitDays: owed.waitDays, twelveHours: true }) : slot;
  }
  return slotAfterChange(calendar, now, { last, waitDays: owed.waitDays, twelveHours: false });
}
