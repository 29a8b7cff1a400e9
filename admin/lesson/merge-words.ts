/** What every letter has that somebody writes. */
export interface LetterWords {
  subject: string;
  preheader: string;
  body: string;
}

/** The words of a course's letter that its screen edits. */
export interface Words extends LetterWords {
  minutes: number | null;
  waitDays: number;
}

export type FieldOf<W> = Extract<keyof W, string>;
export type Field = FieldOf<Words>;

/** Which fields say something else. Spaces around a line are nothing: saving takes them away. */
export function changedFields<W extends LetterWords>(base: W, now: W): Array<FieldOf<W>> {
  return fieldsOf(base).filter((field) => {
    const [was, is] = [base[field], now[field]];
    if (field === 'body' || typeof was !== 'string' || typeof is !== 'string') return !alike(was, is);
    return was.trim() !== is.trim();
  });
}

/**
 * Two people began with `base`. Fields that only one of them changed are taken from that one; what both changed, each in another
 * way, is in `clashes`, and `merged` has yours there. Pure.
 */
export function mergeWords<W extends LetterWords>(
  base: W,
  yours: W,
  theirs: W,
): { merged: W; clashes: Array<FieldOf<W>> } {
  const changedByThem = fieldsOf(theirs).filter((field) => !alike(theirs[field], base[field]));
  const taken = changedByThem.filter((field) => alike(yours[field], base[field]));
  return {
    merged: { ...yours, ...pick(theirs, taken) },
    clashes: changedByThem.filter((field) => !alike(yours[field], base[field]) && !alike(yours[field], theirs[field])),
  };
}

export function pick<W>(words: W, which: ReadonlyArray<FieldOf<W>>): Partial<W> {
  const picked: Partial<W> = {};
  for (const field of which) picked[field] = words[field];
  return picked;
}

function fieldsOf<W extends LetterWords>(words: W): Array<FieldOf<W>> {
  return Object.keys(words) as Array<FieldOf<W>>;
}

/** Whether two values of JSON say the same, in whatever order their fields stand; what is undefined is not there. */
function alike(a: unknown, b: unknown): boolean {
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return a === b;
  const [ours, theirs] = [a as Record<string, unknown>, b as Record<string, unknown>];
  return [...new Set([...Object.keys(ours), ...Object.keys(theirs)])].every((key) => alike(ours[key], theirs[key]));
}
