import { useEffect, useState, useSyncExternalStore } from 'react';
import type { ApiProblem } from '../api/problem.js';
import { keepWords, keptWords } from './kept-words.js';
import type { FieldOf, LetterWords } from './merge-words.js';
import { type DeskState, type Standing, WordsDesk } from './words-desk.js';

/** Where one letter's words are read and saved; `V` is what the server shows around them. The same object while it is the same letter. */
export interface LetterPlace<W extends LetterWords, V> {
  /** Among all letters of the house: what is typed is kept in this browser under it. */
  name: string;
  /** Null: there is no such letter in it (any more). */
  standingIn: (view: V) => Standing<W> | null;
  /** Saves these fields on this version; throws ApiProblem. */
  save: (version: number, words: W, fields: ReadonlyArray<FieldOf<W>>) => Promise<V>;
  /** What stands, according to a conflict; null: that cannot be told. */
  viewIn: (problem: ApiProblem) => V | null;
  /** A newer view, for everybody who shows one. */
  remember: (view: V) => void;
}

/** The desk of one letter. A component that shows another letter is another component (`key`). */
export function useWordsDesk<W extends LetterWords, V>(place: LetterPlace<W, V>, view: V) {
  const [{ desk, recovered }] = useState(() => openDesk(place, view));
  const state: DeskState<W> = useSyncExternalStore(desk.subscribe, desk.now);

  useEffect(() => {
    const standing = place.standingIn(view);
    if (standing) desk.meet(standing);
  }, [view, place, desk]);

  useEffect(() => () => void desk.flush(), [desk]);

  return { desk, state, recovered };
}

function openDesk<W extends LetterWords, V>(place: LetterPlace<W, V>, view: V) {
  const standing = place.standingIn(view);
  if (!standing) throw new Error('there is no such letter');
  const kept = keptWords<W>(place.name);
  const desk = new WordsDesk<W>(
    standing,
    {
      send: async (version, words, fields) => {
        const saved = await place.save(version, words, fields);
        place.remember(saved);
        return place.standingIn(saved) ?? { version, words };
      },
      standingIn: (problem) => {
        const theirs = place.viewIn(problem);
        if (theirs) place.remember(theirs);
        return theirs && place.standingIn(theirs);
      },
      keep: (words) => keepWords(place.name, words),
    },
    kept,
  );
  return { desk, recovered: kept !== null && desk.isOpen };
}
