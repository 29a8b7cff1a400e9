import { allowsDate, type Calendar } from './calendar.js';
import { addDays, landingOf, type LocalDate, localDateOf } from './wall-time.js';

/** An instant at which a letter falls due, and the reader's local date it is for, read back from the instant. */
export interface Slot {
  at: Date;
  localDate: LocalDate;
}

/** The letter that counts as the latest one of an enrollment: a lesson with a slot, one on confirmation, a requested one. */
export interface LastLetter {
  /**
   * The greatest local_date of all counted rows. Mostly the latest row's own; after a move west across the date line a
   * requested lesson may lie on an earlier date than the one before it, and the later date is taken.
   */
  localDate: LocalDate;
  /** The row's slot; for a letter without one, when it left. */
  at: Date;
  /**
   * When it was handed over, if the twelve hours after a change protect it (rule 7). Absent or null for lesson 1 on
   * confirmation and for requested lessons.
   */
  handedOverAt?: Date | null;
}

const searchDays = 400;
const twelveHours = 12 * 3_600_000;

/** No slot within 400 days: publish refuses such a calendar (rule 3). */
export class CalendarWithoutSlot extends Error {
  constructor(
    readonly calendar: Calendar,
    readonly from: LocalDate,
  ) {
    super(`no allowed date within ${searchDays} days of ${from}`);
  }
}

/**
 * The slot of one local date; null if the date is not allowed. Where the hour falls into a gap that swallows the rest of
 * the date, the letter would arrive on the next date: then that one must be allowed too (nobody is written to on a holiday).
 */
export function slotOn(calendar: Calendar, date: LocalDate): Slot | null {
  if (!allowsDate(calendar, date)) return null;
  const slot = landingOf(calendar.zone, date, calendar.hour);
  return slot.localDate === date || allowsDate(calendar, slot.localDate) ? slot : null;
}

/**
 * The first slot on an allowed date ≥ `earliest` whose instant is strictly later than `after` (null: any).
 * Its localDate may lie after the date asked for where the zone skipped that one (Apia: 31, not 30).
 * Throws CalendarWithoutSlot.
 */
export function firstSlot(calendar: Calendar, earliest: LocalDate, after: Date | null): Slot {
  let from = earliest;
  if (after) {
    // The date before, because a gap may carry that date's slot past midnight (Nuuk, 23:30 in March).
    const near = addDays(localDateOf(after, calendar.zone), -1);
    if (near > from) from = near;
  }
  for (let date = from, days = 0; days <= searchDays; date = addDays(date, 1), days++) {
    const slot = slotOn(calendar, date);
    if (slot && (!after || slot.at > after)) return slot;
  }
  throw new CalendarWithoutSlot(calendar, from);
}

/** The later of a letter's local date and the date of its instant in the zone in force now: what waits count from. */
export function baseDate(zone: string, last: LastLetter): LocalDate {
  const here = localDateOf(last.at, zone);
  return here > last.localDate ? here : last.localDate;
}

/**
 * Rule 4: the next letter's slot is on a date at least `waitDays` (1–90) after the base date and later than the last one.
 * It may lie in the past; slotToPlan then decides. If the row was planned before a change of hour or zone, and says when it
 * was handed over, the slot is also 12 hours away from that (rule 7). Throws CalendarWithoutSlot.
 */
export function nextLessonSlot(calendar: Calendar, last: LastLetter, waitDays: number): Slot {
  if (!(waitDays >= 1)) throw new RangeError(`a wait is at least one day: ${waitDays}`);
  const earliest = addDays(baseDate(calendar.zone, last), waitDays);
  if (!last.handedOverAt || isSlotOf(calendar, last)) return firstSlot(calendar, earliest, last.at);
  return firstSlot(calendar, earliest, laterOf(last.at, twelveHoursAfter(last)));
}

/** The last instant that is too close to the letter: a slot strictly later than this is at least twelve hours away. */
export function twelveHoursAfter(last: LastLetter): Date {
  return new Date((last.handedOverAt ?? last.at).getTime() + twelveHours - 1);
}

/** Whether the letter stood in a slot of this very calendar, so that nothing has moved since. */
function isSlotOf(calendar: Calendar, last: LastLetter): boolean {
  return landingOf(calendar.zone, last.localDate, calendar.hour).at.getTime() === last.at.getTime();
}

/** The later of two instants. */
export function laterOf(a: Date, b: Date): Date {
  return a > b ? a : b;
}

/**
 * The latest slot in [from, now]. `from` counts as a slot itself, even where the calendar has changed since it was set,
 * and is the answer when no other is found. `from` must not lie after `now`.
 */
export function lastSlotAtOrBefore(calendar: Calendar, from: Slot | Date, now: Date): Slot {
  const start = from instanceof Date ? { at: from, localDate: localDateOf(from, calendar.zone) } : from;
  // A day wider at both ends: gaps and overlaps around midnight carry slots over it.
  const first = addDays(start.localDate, -1);
  for (let date = addDays(localDateOf(now, calendar.zone), 1); date >= first; date = addDays(date, -1)) {
    const slot = slotOn(calendar, date);
    if (slot && slot.at <= now && slot.at > start.at) return slot;
  }
  return start;
}
