import { type LocalDate, weekdayBit } from './wall-time.js';

/** When one enrollment may be written to. Immutable; a change of it makes a new one. */
export interface Calendar {
  /** IANA zone as canonicalZone spells it. */
  zone: string;
  /** Minutes after local midnight, 0–1439. */
  hour: number;
  /** The mask in force (effectiveWeekdays): bit 0 is Monday; 1–127. */
  weekdays: number;
  /** Dates of the reader's zone on which the course rests. */
  skipDates: ReadonlySet<LocalDate>;
}

/** Whether weekday and skip dates let a letter leave on this local date. */
export function allowsDate(calendar: Calendar, date: LocalDate): boolean {
  return (calendar.weekdays & weekdayBit(date)) !== 0 && !calendar.skipDates.has(date);
}
