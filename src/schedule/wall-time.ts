import { Temporal } from 'temporal-polyfill';
import { BoundedCache } from './bounded-cache.js';
import { formatHour } from './hour.js';

/** A date on a reader's wall: 'YYYY-MM-DD'. Compares with < and > as text. */
export type LocalDate = string;

const dayMs = 86_400_000;
const minuteMs = 60_000;

/** Where a wall time lands: its instant (epoch ms), and the date the wall shows at that instant. */
interface Landing {
  ms: number;
  localDate: LocalDate;
}

// 100,000 enrollments share few of these; a question to Temporal costs about 12 µs, one to the cache a fraction of one.
const landings = new BoundedCache<string, Landing>(50_000);
const walls = new BoundedCache<string, { date: LocalDate; minute: number }>(50_000);
const dayStarts = new BoundedCache<string, number>(10_000);
const dayNumbers = new BoundedCache<LocalDate, number>(5_000);
const dates = new BoundedCache<number, LocalDate>(5_000);

function land(zone: string, date: LocalDate, minute: number): Landing {
  return landings.get(`${zone} ${date} ${minute}`, () => {
    const wall = Temporal.PlainDateTime.from(`${date}T${formatHour(minute)}`);
    const zoned = wall.toZonedDateTime(zone, { disambiguation: 'compatible' });
    return { ms: zoned.epochMilliseconds, localDate: zoned.toPlainDate().toString() };
  });
}

/**
 * The instant at which the wall in `zone` shows `minute` (0–1439) after midnight on `date`. A wall time that does not
 * exist moves forward by the gap, one that occurs twice means the first (Temporal's "compatible"). A fresh Date.
 * Throws RangeError for an unknown zone, a date that no calendar has, a minute out of range.
 */
export function instantAt(zone: string, date: LocalDate, minute: number): Date {
  return new Date(land(zone, date, minute).ms);
}

/** instantAt, and the date read back from it: another one where the gap swallows the rest of the date, or all of it. */
export function landingOf(zone: string, date: LocalDate, minute: number): { at: Date; localDate: LocalDate } {
  const { ms, localDate } = land(zone, date, minute);
  return { at: new Date(ms), localDate };
}

function wallOf(instant: Date, zone: string): { date: LocalDate; minute: number } {
  // Since 1973 every zone changes on whole minutes and lies whole minutes from UTC, so a minute has one answer.
  const minute = Math.floor(instant.getTime() / minuteMs);
  return walls.get(`${zone} ${minute}`, () => {
    const wall = Temporal.Instant.fromEpochMilliseconds(minute * minuteMs).toZonedDateTimeISO(zone);
    return { date: wall.toPlainDate().toString(), minute: wall.hour * 60 + wall.minute };
  });
}

/** The date that the wall in `zone` shows at `instant`. */
export function localDateOf(instant: Date, zone: string): LocalDate {
  return wallOf(instant, zone).date;
}

/** What the wall in `zone` shows at `instant`, in whole minutes after midnight, 0–1439. */
export function minuteOfDay(instant: Date, zone: string): number {
  return wallOf(instant, zone).minute;
}

/**
 * The first instant of a local date, midnight or not; where the zone skipped the whole date, the first of the next.
 * A fresh Date.
 */
export function startOfDate(zone: string, date: LocalDate): Date {
  return new Date(
    dayStarts.get(`${zone} ${date}`, () => Temporal.PlainDate.from(date).toZonedDateTime(zone).epochMilliseconds),
  );
}

/** Days since 1970-01-01; plain calendar arithmetic, no zone in it. */
function dayNumber(date: LocalDate): number {
  return dayNumbers.get(date, () => {
    const ms = Date.parse(`${date}T00:00:00Z`);
    if (Number.isNaN(ms)) throw new RangeError(`not a date: ${date}`);
    return ms / dayMs;
  });
}

function dateOfDayNumber(day: number): LocalDate {
  return dates.get(day, () => new Date(day * dayMs).toISOString().slice(0, 10));
}

/** The text if it is a real date as 'YYYY-MM-DD', else null ('2026-02-30', '2026-2-3', '20260203'). */
export function parseLocalDate(text: string): LocalDate | null {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return null;
  const ms = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(ms) && dateOfDayNumber(ms / dayMs) === text ? text : null;
}

/** `date` plus `days`, which may be negative. Throws RangeError for what is no date. */
export function addDays(date: LocalDate, days: number): LocalDate {
  return dateOfDayNumber(dayNumber(date) + days);
}

/** How many days `b` lies after `a`; negative if before. */
export function daysBetween(a: LocalDate, b: LocalDate): number {
  return dayNumber(b) - dayNumber(a);
}

/** The date's bit in a weekday mask: 1 for Monday … 64 for Sunday. */
export function weekdayBit(date: LocalDate): number {
  // 1970-01-01 was a Thursday, bit 3; the double remainder serves dates before it.
  return 1 << ((((dayNumber(date) + 3) % 7) + 7) % 7);
}
