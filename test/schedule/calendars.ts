import type { Calendar } from '../../src/schedule/calendar.js';
import { parseHour } from '../../src/schedule/hour.js';
import { parseWeekdays } from '../../src/schedule/weekdays.js';

/** A calendar in words: calendar('Europe/London', '01:30', 'mon wed', ['2026-12-25']). */
export function calendar(zone: string, hour: string, days = '', skip: string[] = []): Calendar {
  const weekdays = days === '' ? 127 : parseWeekdays(days.split(' '))!;
  return { zone, hour: parseHour(hour)!, weekdays, skipDates: new Set(skip) };
}

/** '2026-03-29T01:30:00Z', as the tables write instants. */
export const iso = (at: Date): string => at.toISOString().replace('.000Z', 'Z');

/** A slot as the tables write it: its instant and its local date. */
export const told = (slot: { at: Date; localDate: string }): string => `${iso(slot.at)} for ${slot.localDate}`;
