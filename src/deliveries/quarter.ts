/** Letters are counted by quarters of an hour: the widest step that every zone's hours are made of (Kathmandu is +05:45). */
export const quarterMs = 15 * 60_000;

/** The beginning of the quarter of an hour that an instant lies in. Pure. */
export function quarterOf(at: Date): Date {
  return new Date(Math.floor(at.getTime() / quarterMs) * quarterMs);
}

/** The beginning of the minute that an instant lies in. Pure. */
export function minuteOf(at: Date): Date {
  return new Date(Math.floor(at.getTime() / 60_000) * 60_000);
}
