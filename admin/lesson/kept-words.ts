import type { Words } from './merge-words.js';

/** Words typed and not yet saved, kept in this browser: a closed window, a crash or a lost connection takes nothing. */
export interface KeptWords {
  /** What stood there when typing began. */
  base: Words;
  typed: Words;
}

const place = (slug: string, letter: string) => `coursepost:words:${slug}:${letter}`;

/** Null: everything is saved. */
export function keepWords(slug: string, letter: string, words: KeptWords | null): void {
  try {
    if (words) localStorage.setItem(place(slug, letter), JSON.stringify(words));
    else localStorage.removeItem(place(slug, letter));
  } catch {
    // A full or forbidden storage: saving to the server goes on all the same.
  }
}

/** Null: nothing is kept, or it cannot be read any more. */
export function keptWords(slug: string, letter: string): KeptWords | null {
  try {
    const found: unknown = JSON.parse(localStorage.getItem(place(slug, letter)) ?? 'null');
    return isKept(found) ? found : null;
  } catch {
    return null;
  }
}

function isKept(found: unknown): found is KeptWords {
  if (typeof found !== 'object' || found === null || !('base' in found) || !('typed' in found)) return false;
  return [found.base, found.typed].every(
    (words) => typeof words === 'object' && words !== null && 'body' in words && typeof words.body === 'string',
  );
}
