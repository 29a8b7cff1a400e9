import { formatHour } from '../schedule/hour.js';
import { daysBetween, type LocalDate, localDateOf, minuteOfDay } from '../schedule/wall-time.js';

/** 'today at 07:00', 'tomorrow at 07:00', 'on Tuesday 24 November at 07:00', all on the wall of `zone`. */
export function sayWhen(at: Date, zone: string, now: Date): string {
  const date = localDateOf(at, zone);
  const hour = formatHour(minuteOfDay(at, zone));
  const days = daysBetween(localDateOf(now, zone), date);
  if (days === 0) return `today at ${hour}`;
  if (days === 1) return `tomorrow, ${sayDate(date)}, at ${hour}`;
  return `on ${sayDate(date)} at ${hour}`;
}

/** 'Tuesday 24 November'. */
export function sayDate(date: LocalDate): string {
  return long.format(new Date(`${date}T00:00:00Z`)).replace(',', '');
}

/** '24 November 2026'. */
export function sayLongDate(date: LocalDate): string {
  return withYear.format(new Date(`${date}T00:00:00Z`));
}

/** '24 Nov', the date of an instant on the wall of `zone`. */
export function sayShortDate(at: Date, zone: string): string {
  return short.format(new Date(`${localDateOf(at, zone)}T00:00:00Z`));
}

/** 14 → 'fourteen'; above twenty in digits. */
export function sayNumber(count: number): string {
  return words[count] ?? String(count);
}

/** '1 lesson', 'fourteen lessons'. */
export function sayLessons(count: number): string {
  return `${sayNumber(count)} ${count === 1 ? 'lesson' : 'lessons'}`;
}

const long = new Intl.DateTimeFormat('en-GB', { weekday: 'long', day: 'numeric', month: 'long', timeZone: 'UTC' });
const withYear = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' });
const short = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', timeZone: 'UTC' });
const words = (
  'no one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen ' +
  'eighteen nineteen twenty'
).split(' ');
