const names = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'];

/** The mask of all seven days: bit 0 is Monday … bit 6 is Sunday. */
export const everyDay = 127;

/**
 * ['mon', 'wed'] → 5. Takes 'mon' or 'monday' in any case, in any order, twice too.
 * Null when a name is unknown or none is given: nobody can be written to on no day.
 */
export function parseWeekdays(days: readonly string[]): number | null {
  let mask = 0;
  for (const day of days) {
    const wanted = day.trim().toLowerCase();
    const bit = names.findIndex((name) => wanted === name || wanted === name.slice(0, 3));
    if (bit < 0) return null;
    mask |= 1 << bit;
  }
  return mask === 0 ? null : mask;
}

/** 5 → ['mon', 'wed'], Monday first. */
export function formatWeekdays(mask: number): string[] {
  return names.filter((_, bit) => mask & (1 << bit)).map((name) => name.slice(0, 3));
}

/**
 * The days that count: those both allow. Where an author's change left none in common the course's days hold (rule 3);
 * a reader cannot choose such days, the form refuses them.
 */
export function effectiveWeekdays(reader: number, course: number): number {
  return reader & course || course;
}
