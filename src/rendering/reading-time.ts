const wordsAMinute = 200;

/** How many words a letter's text has, and the whole minutes it takes to read them, at least 1. Pure. */
export function readingTime(text: string): { words: number; minutes: number } {
  const words = text.match(/[\p{L}\p{N}][\p{L}\p{N}\p{M}’'-]*/gu)?.length ?? 0;
  return { words, minutes: Math.max(1, Math.round(words / wordsAMinute)) };
}
