const dayMs = 86_400_000;

/** Days that follow each other, as one. */
export interface DateRange {
  from: string;
  to: string;
}

/** Dates 'YYYY-MM-DD' in any order → the runs they make, in order. */
export function rangesOf(dates: readonly string[]): DateRange[] {
  const ranges: DateRange[] = [];
  for (const date of [...new Set(dates)].sort()) {
    const last = ranges.at(-1);
    if (last && next(last.to) === date) last.to = date;
    else ranges.push({ from: date, to: date });
  }
  return ranges;
}

/** Every date of a run, both ends included. */
export function datesOf({ from, to }: DateRange): string[] {
  const dates: string[] = [];
  for (let date = from; date <= to; date = next(date)) dates.push(date);
  return dates;
}

/** '24 Dec 2026 – 2 Jan 2027'; one day: '24 Dec 2026'. */
export function sayRange({ from, to }: DateRange): string {
  return from === to ? sayDay(from) : `${sayDay(from)} – ${sayDay(to)}`;
}

export function sayDay(date: string): string {
  const words = { weekday: 'short', day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' } as const;
  return new Intl.DateTimeFormat('en-GB', words).format(new Date(`${date}T00:00:00Z`));
}

function next(date: string): string {
  return new Date(Date.parse(`${date}T00:00:00Z`) + dayMs).toISOString().slice(0, 10);
}
