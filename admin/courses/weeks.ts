/** A day of the calendar strip. */
export interface Day {
  /** '2026-03-29' */
  date: string;
  /** Numbers of the letters that come on it, from 1; mostly one or none. */
  letters: number[];
}

const dayMs = 86_400_000;

/** Whole weeks, Monday first, from that of the first letter to that of the last. */
export function weeksOf(letters: ReadonlyArray<{ day: number; localDate: string }>): Day[][] {
  const first = letters[0]?.localDate;
  const last = letters.at(-1)?.localDate;
  if (first === undefined || last === undefined) return [];
  const byDate = new Map<string, number[]>();
  for (const { day, localDate } of letters) byDate.set(localDate, [...(byDate.get(localDate) ?? []), day]);
  const at = (date: string) => Date.parse(`${date}T00:00:00Z`);
  const monday = at(first) - ((new Date(at(first)).getUTCDay() + 6) % 7) * dayMs;
  const weeks: Day[][] = [];
  for (let start = monday; start <= at(last); start += 7 * dayMs) {
    weeks.push(
      Array.from({ length: 7 }, (_, index) => {
        const date = new Date(start + index * dayMs).toISOString().slice(0, 10);
        return { date, letters: byDate.get(date) ?? [] };
      }),
    );
  }
  return weeks;
}
