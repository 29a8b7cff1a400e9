import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState, useSyncExternalStore } from 'react';
import type { DraftView } from '../../src/courses/draft.schema.js';
import type { ApiProblem } from '../api/problem.js';
import { draftQuery, sendDoing } from '../courses/draft-query.js';
import { keepWords, keptWords } from './kept-words.js';
import { editOf, type Letter, nameOf, wordsIn } from './letter-words.js';
import { type DeskState, type Standing, WordsDesk } from './words-desk.js';

/** The desk of one letter of a course. A component that shows another letter is another component (`key`). */
export function useWordsDesk(slug: string, letter: Letter, view: DraftView) {
  const queries = useQueryClient();
  const [{ desk, recovered }] = useState(() => open());
  const state: DeskState = useSyncExternalStore(desk.subscribe, desk.now);

  function open() {
    const standing = standingIn(view, letter);
    if (!standing) throw new Error('the draft has no such letter');
    const remember = (newer: DraftView) => queries.setQueryData(draftQuery(slug).queryKey, newer);
    const kept = keptWords(slug, nameOf(letter));
    const made = new WordsDesk(
      standing,
      {
        send: async (version, words, fields) => {
          const saved = await sendDoing(slug, version, { kind: 'edits', edits: [editOf(letter, words, fields)] });
          remember(saved);
          return standingIn(saved, letter) ?? { version: saved.version, words };
        },
        standingIn: (problem) => {
          const theirs = viewIn(problem);
          if (theirs) remember(theirs);
          return theirs && standingIn(theirs, letter);
        },
        keep: (words) => keepWords(slug, nameOf(letter), words),
      },
      kept,
    );
    return { desk: made, recovered: kept !== null && made.isOpen };
  }

  useEffect(() => {
    const standing = standingIn(view, letter);
    if (standing) desk.meet(standing);
  }, [view, letter, desk]);

  useEffect(() => () => void desk.flush(), [desk]);

  return { desk, state, recovered };
}

function standingIn(view: DraftView, letter: Letter): Standing | null {
  const words = wordsIn(view, letter);
  return words && { version: view.version, words };
}

function viewIn(problem: ApiProblem): DraftView | null {
  const theirs = problem.versions?.theirs;
  return typeof theirs === 'object' && theirs !== null && 'lessons' in theirs ? (theirs as DraftView) : null;
}
