import type { CourseSettings } from '../courses/course-settings.js';
import type { RevisionStep } from '../courses/publish-effects.js';
import { slotAfterChange } from '../schedule/change.js';
import { localDateOf, weekdayBit } from '../schedule/wall-time.js';
import { effectiveWeekdays } from '../schedule/weekdays.js';
import { canonicalZone } from '../schedule/zone.js';
import { changedWaits } from './changed-waits.js';
import { calendarOf, lastLetterOf, owedNext, type StandingWalk } from './next-step.js';

type CalendarStep = Pick<RevisionStep, 'before' | 'after'>;

/** A walk that was finished or waiting goes on at the first slot that keeps its next lesson's wait. A pause stays a pause. */
export function slotOfWoken(walk: StandingWalk, settings: CourseSettings, now: Date): Date | undefined {
  const owed = owedNext(walk, settings);
  if (walk.state !== 'active' || walk.hasOpenLetter) return undefined;
  // Nothing is owed after all (the completion letter went long ago): the planner closes the walk at its next look.
  const waitDays = 'waitDays' in owed ? owed.waitDays : 1;
  const rules = { last: lastLetterOf(walk), waitDays, twelveHours: walk.lastKeepsTwelveHours };
  return slotAfterChange(calendarOf(walk, settings), now, rules).at;
}

/** Where a walk's slot to come lies once the order, the waits or the course's calendar are others; undefined: where it was. */
export function movedSlot(walk: StandingWalk, { before, after }: CalendarStep, now: Date): Date | undefined {
  const owed = owedNext(walk, after.settings);
  if (!('waitDays' in owed) || walk.nextSlotAt === null || walk.hasOpenLetter) return undefined;
  const last = lastLetterOf(walk);
  const present = localDateOf(walk.nextSlotAt, walk.zone);
  const cohortMoved = before.settings.startsOn !== after.settings.startsOn;
  // Who has had no lesson yet, or pauses until a date, does not begin earlier than was said, unless the cohort's date moved.
  const notBefore =
    last === null && cohortMoved ? after.settings.startsOn : last === null || walk.state === 'paused' ? present : null;
  const rules = { last, waitDays: owed.waitDays, twelveHours: walk.lastKeepsTwelveHours, notBefore };
  return slotAfterChange(calendarOf(walk, after.settings), now, rules).at;
}

/**
 * Whose slots a publish may move: everybody's when the course's calendar became another; only theirs whose date it took away,
 * where it became narrower and no wait is another; else theirs whose next lesson has another wait.
 */
export function movesSlots(step: CalendarStep): 'everybody' | 'lost-dates' | 'other-waits' | 'nobody' {
  const [before, after] = [step.before.settings, step.after.settings];
  const waitsChanged = changedWaits(step).length > 0;
  if (calendarFacts(before) === calendarFacts(after)) return waitsChanged ? 'other-waits' : 'nobody';
  const narrower =
    before.startsOn === after.startsOn &&
    (after.weekdays & ~before.weekdays) === 0 &&
    before.skipDates.every((date) => after.skipDates.includes(date));
  return narrower && !waitsChanged ? 'lost-dates' : 'everybody';
}

/**
 * Whether a course's calendar has a slot's date, by its reader's own wall and days (rule 3 for days that no longer meet). A zone that this
 * Node does not know has no dates: whoever moves that slot finds out, and leaves the walk for later.
 */
export function hasDateOf(
  { weekdays, skipDates }: Pick<CourseSettings, 'weekdays' | 'skipDates'>,
  slot: { zone: string; weekdays: number; nextSlotAt: Date },
): boolean {
  if (canonicalZone(slot.zone) === null) return false;
  const date = localDateOf(slot.nextSlotAt, slot.zone);
  return (effectiveWeekdays(slot.weekdays, weekdays) & weekdayBit(date)) !== 0 && !skipDates.includes(date);
}

function calendarFacts({ weekdays, skipDates, startsOn }: CourseSettings): string {
  return JSON.stringify([weekdays, skipDates, startsOn]);
}
