/**
 * '07:00' or '7:00' → minutes after midnight, 0–1439; null for anything else ('24:00', '7:0', '07:00:00', '').
 */
export function parseHour(text: string): number | null {
  const match = /^([01]?\d|2[0-3]):([0-5]\d)$/.exec(text);
  return match ? Number(match[1]) * 60 + Number(match[2]) : null;
}

/** Minutes after midnight → 'HH:MM'. Throws RangeError outside 0–1439. */
export function formatHour(minute: number): string {
  if (!Number.isInteger(minute) || minute < 0 || minute > 1439)
    throw new RangeError(`not a minute of a day: ${minute}`);
  return `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;
}
