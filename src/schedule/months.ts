import { Temporal } from 'temporal-polyfill';

/** The instant this many calendar months before, in UTC; the last day of a shorter month where the day is missing. Pure. */
export function monthsBefore(at: Date, months: number): Date {
  const then = Temporal.Instant.fromEpochMilliseconds(at.getTime()).toZonedDateTimeISO('UTC').subtract({ months });
  return new Date(then.epochMilliseconds);
}
