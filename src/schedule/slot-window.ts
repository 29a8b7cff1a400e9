import type { Slot } from './next-slot.js';
import { addDays, startOfDate } from './wall-time.js';

const hourMs = 3_600_000;

/**
 * Rule 5: until when the letter of a slot may leave (exclusive): `lateLimitHours` after the slot, cut at the end of its local
 * date in `zone`, but never under 60 minutes after the slot, so that a 23:30 reader is not dropped by a minute's delay.
 * The end of a date is the first instant of the next one that exists, so days of 23, 25 and 24½ hours come out right.
 */
export function leaveBy(slot: Slot, zone: string, lateLimitHours: number): Date {
  const limit = slot.at.getTime() + lateLimitHours * hourMs;
  const endOfDate = startOfDate(zone, addDays(slot.localDate, 1)).getTime();
  return new Date(Math.max(Math.min(limit, endOfDate), slot.at.getTime() + hourMs));
}
