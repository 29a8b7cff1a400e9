import { formatWeekdays } from '../schedule/weekdays.js';
import { addDays, daysBetween, type LocalDate, weekdayBit } from '../schedule/wall-time.js';

const longest = 400;

/**
 * Whether skip dates leave a gap of more than 400 days without an allowed date: such a calendar is refused (rule 3).
 * Gives the date at which the gap begins, or null. The cost is the number of skip dates, not of days.
 */
export function gapWithoutSlot(weekdays: number, skipDates: readonly LocalDate[]): LocalDate | null {
  const skipped = new Set(skipDates);
  for (const date of skipDates) {
    if ((weekdays & weekdayBit(date)) === 0) continue;
    if (skipped.has(neighbour(weekdays, date, -1))) continue; // not the first of its gap
    let next = date;
    while (skipped.has(next)) next = neighbour(weekdays, next, 1);
    if (daysBetween(date, next) > longest) return date;
  }
  return null;
}

/** What is wrong with skip dates beside these weekdays, a sentence each; a reader may have chosen any single one of the days. */
export function calendarFaults(weekdays: number, skipDates: readonly LocalDate[]): string[] {
  const gap = gapWithoutSlot(weekdays, skipDates);
  if (gap) return [`leaves no day for a letter for more than ${longest} days from ${gap}`];
  return [1, 2, 4, 8, 16, 32, 64].flatMap((bit) => {
    const from = weekdays & bit ? gapWithoutSlot(bit, skipDates) : null;
    if (!from) return [];
    const [day] = formatWeekdays(bit);
    return [`leaves no ${day} for more than ${longest} days from ${from}: take ${day} out of weekdays instead`];
  });
}

/** The next allowed weekday after (step 1) or before (step −1) a date. */
function neighbour(weekdays: number, date: LocalDate, step: 1 | -1): LocalDate {
  let next = addDays(date, step);
  while ((weekdays & weekdayBit(next)) === 0) next = addDays(next, step);
  return next;
}
