import type { Calendar } from './calendar.js';
import { baseDate, firstSlot, laterOf, type LastLetter, type Slot, twelveHoursAfter } from './next-slot.js';
import { addDays, type LocalDate, localDateOf } from './wall-time.js';

/** What an enrollment is owed when its calendar changes. */
export interface Owed {
  /** Its latest letter; null while lesson 1 is still to come. */
  last: LastLetter | null;
  /** Wait of the next lesson in days, 1–90; without meaning for lesson 1. */
  waitDays: number;
  /**
   * Whether twelve hours must lie between the last letter's handing over (absent: its slot) and the next. Not after lesson 1
   * on confirmation, nor after a lesson the reader asked for.
   */
  twelveHours: boolean;
  /** A pause until this date, or a course that starts for everyone on it; null or absent: none. */
  notBefore?: LocalDate | null;
}

/**
 * Rule 7, after a change of hour, zone or weekdays, a resume, and for a first lesson: the first slot of the new calendar
 * strictly after `now`, on a date that keeps the lesson's wait, twelve hours from the last letter where that is asked.
 * Throws CalendarWithoutSlot.
 */
export function slotAfterChange(calendar: Calendar, now: Date, owed: Owed): Slot {
  // Yesterday's slot may still be to come where a gap carries it past midnight (Nuuk, 23:30 in March).
  let earliest = addDays(localDateOf(now, calendar.zone), -1);
  let after = now;
  if (owed.last) {
    const waited = addDays(baseDate(calendar.zone, owed.last), Math.max(1, owed.waitDays));
    if (waited > earliest) earliest = waited;
    after = laterOf(after, owed.twelveHours ? twelveHoursAfter(owed.last) : owed.last.at);
  }
  if (owed.notBefore && owed.notBefore > earliest) earliest = owed.notBefore;
  return firstSlot(calendar, earliest, after);
}
