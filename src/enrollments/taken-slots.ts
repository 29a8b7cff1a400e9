import type { CourseSettings } from '../courses/course-settings.js';
import { localDateOf, weekdayBit } from '../schedule/wall-time.js';
import { effectiveWeekdays } from '../schedule/weekdays.js';
import type { TakenSlots } from './taken-slots.schema.js';

/** Enrollments of one zone and one choice of days, whose next slot is the same instant. */
export interface SlotGroup {
  zone: string;
  weekdays: number;
  nextSlotAt: Date;
  people: number;
}

/** Whom a calendar takes the next slot from: their date is no day of it (rule 3 for days that no longer meet). Pure. */
export function slotsTaken(
  groups: readonly SlotGroup[],
  { weekdays, skipDates }: Pick<CourseSettings, 'weekdays' | 'skipDates'>,
): TakenSlots {
  const skipped = new Set(skipDates);
  const taken = new Map<string, number>();
  for (const group of groups) {
    const date = localDateOf(group.nextSlotAt, group.zone);
    const allowed = (effectiveWeekdays(group.weekdays, weekdays) & weekdayBit(date)) !== 0 && !skipped.has(date);
    if (!allowed) taken.set(date, (taken.get(date) ?? 0) + group.people);
  }
  const dates = [...taken].sort(([a], [b]) => (a < b ? -1 : 1)).map(([date, people]) => ({ date, people }));
  return { people: dates.reduce((sum, { people }) => sum + people, 0), dates: dates.slice(0, 31) };
}
