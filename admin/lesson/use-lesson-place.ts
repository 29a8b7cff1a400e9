import { useQueryClient } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { DraftView } from '../../src/courses/draft.schema.js';
import { ApiProblem } from '../api/problem.js';
import { draftQuery, sendDoing } from '../courses/draft-query.js';
import { editOf, type Letter, nameOf, wordsIn } from './letter-words.js';
import type { Words } from './merge-words.js';
import type { LetterPlace } from './use-words-desk.js';

/** A letter of a course is saved as an edit of the course's draft. */
export function useLessonPlace(slug: string, letter: Letter): LetterPlace<Words, DraftView> {
  const queries = useQueryClient();
  return useMemo(
    () => ({
      name: `${slug}:${nameOf(letter)}`,
      standingIn: (view) => {
        const words = wordsIn(view, letter);
        return words && { version: view.version, words };
      },
      save: (version, words, fields) =>
        sendDoing(slug, version, { kind: 'edits', edits: [editOf(letter, words, fields)] }),
      viewIn: draftIn,
      remember: (view) => queries.setQueryData(draftQuery(slug).queryKey, view),
    }),
    [slug, letter, queries],
  );
}

/** The draft that stands, according to a conflict; null: it is none, or does not say. */
export function draftIn(error: unknown): DraftView | null {
  const theirs = error instanceof ApiProblem ? error.versions?.theirs : null;
  return typeof theirs === 'object' && theirs !== null && 'lessons' in theirs ? (theirs as DraftView) : null;
}
