/** The words of a letter that its screen edits. */
export interface Words {
  subject: string;
  preheader: string;
  minutes: number | null;
  waitDays: number;
  body: string;
}

export type Field = keyof Words;
const fields: readonly Field[] = ['subject', 'preheader', 'minutes', 'waitDays', 'body'];

/** Which fields say something else. Spaces around a line are nothing: saving takes them away. */
export function changedFields(base: Words, now: Words): Field[] {
  return fields.filter((field) => {
    const [was, is] = [base[field], now[field]];
    if (field === 'body' || typeof was !== 'string' || typeof is !== 'string') return was !== is;
    return was.trim() !== is.trim();
  });
}

/**
 * Two people began with `base`. Fields that only one of them changed are taken from that one; what both changed, each in another
 * way, is in `clashes`, and `merged` has yours there. Pure.
 */
export function mergeWords(base: Words, yours: Words, theirs: Words): { merged: Words; clashes: Field[] } {
  const changedByThem = fields.filter((field) => theirs[field] !== base[field]);
  const taken = changedByThem.filter((field) => yours[field] === base[field]);
  return {
    merged: { ...yours, ...pick(theirs, taken) },
    clashes: changedByThem.filter((field) => yours[field] !== base[field] && yours[field] !== theirs[field]),
  };
}

export function pick(words: Words, which: readonly Field[]): Partial<Words> {
  return Object.fromEntries(which.map((field) => [field, words[field]]));
}
