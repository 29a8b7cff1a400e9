import type { CourseSettings } from '../courses/course-settings.js';
import { type LocalDate, localDateOf } from '../schedule/wall-time.js';
import { hasDateOf } from './publish-slots.js';

/** In order of dates, at most the first 31. */
export interface TakenSlots {
  people: number;
  dates: Array<{ date: LocalDate; people: number }>;
}

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
  settings: Pick<CourseSettings, 'weekdays' | 'skipDates'>,
): TakenSlots {
  const taken = new Map<string, number>();
  for (const group of groups) {
    if (hasDateOf(settings, group)) continue;
    const date = localDateOf(group.nextSlotAt, group.zone);
    taken.set(date, (taken.get(date) ?? 0) + group.people);
  }
  const dates = [...taken].sort(([a], [b]) => (a < b ? -1 : 1)).map(([date, people]) => ({ date, people }));
  return { people: dates.reduce((sum, { people }) => sum + people, 0), dates: dates.slice(0, 31) };
}
