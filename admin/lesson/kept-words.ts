import type { LetterWords, Words } from './merge-words.js';

/** Words typed and not yet saved, kept in this browser: a closed window, a crash or a lost connection takes nothing. */
export interface KeptWords<W extends LetterWords = Words> {
  /** What stood there when typing began. */
  base: W;
  typed: W;
}

const place = (letter: string) => `coursepost:words:${letter}`;

/** Null: everything is saved. */
export function keepWords<W extends LetterWords>(letter: string, words: KeptWords<W> | null): void {
  try {
    if (words) localStorage.setItem(place(letter), JSON.stringify(words));
    else localStorage.removeItem(place(letter));
  } catch {
    // A full or forbidden storage: saving to the server goes on all the same.
  }
}

/** Null: nothing is kept, or it cannot be read any more. */
export function keptWords<W extends LetterWords>(letter: string): KeptWords<W> | null {
  try {
    const found: unknown = JSON.parse(localStorage.getItem(place(letter)) ?? 'null');
    return isKept<W>(found) ? found : null;
  } catch {
    return null;
  }
}

/** Written by ourselves alone, perhaps by an older version. */
function isKept<W extends LetterWords>(found: unknown): found is KeptWords<W> {
  if (typeof found !== 'object' || found === null || !('base' in found) || !('typed' in found)) return false;
  return [found.base, found.typed].every(
    (words) => typeof words === 'object' && words !== null && 'body' in words && typeof words.body === 'string',
  );
}
