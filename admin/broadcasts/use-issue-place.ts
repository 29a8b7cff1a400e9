import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useMemo } from 'react';
import type { BroadcastView } from '../../src/broadcasts/broadcast.schema.js';
import type { UploadedPicture } from '../../src/courses/picture-upload.schema.js';
import { call } from '../api/call.js';
import { ApiProblem } from '../api/problem.js';
import type { LetterPictures } from '../lesson/letter-pictures.js';
import { pick } from '../lesson/merge-words.js';
import { onAnyVersion, useAddingPictures } from '../lesson/use-adding-pictures.js';
import type { LetterPlace } from '../lesson/use-words-desk.js';
import { type IssueWords, wordsIn } from './issue-words.js';
import { issueQuery } from './issues.js';

/** An issue is saved whole or by its fields, on the version that was seen. */
export function useIssuePlace(id: string): LetterPlace<IssueWords, BroadcastView> {
  const queries = useQueryClient();
  return useMemo(
    () => ({
      name: `(issue):${id}`,
      standingIn: (view) => ({ version: view.version, words: wordsIn(view) }),
      save: (version, words, fields) =>
        call<BroadcastView>('PUT', `/broadcasts/${id}`, { version, ...pick(words, fields) }),
      viewIn: issueIn,
      remember: (view) => queries.setQueryData(issueQuery(id).queryKey, view),
    }),
    [id, queries],
  );
}

/** The issue's pictures; another one is saved with it. */
export function useIssuePictures(view: BroadcastView): LetterPictures {
  const queries = useQueryClient();
  const join = useCallback(
    async ({ path, hash }: UploadedPicture) => {
      const { queryKey } = issueQuery(view.id);
      const saved = await onAnyVersion(
        queries.getQueryData(queryKey) ?? view,
        ({ version, pictures }) => {
          const others = pictures.filter((each) => each.path !== path);
          const named = others.map((each) => ({ path: each.path, hash: each.hash }));
          return call('PUT', `/broadcasts/${view.id}`, { version, pictures: [...named, { path, hash }] });
        },
        issueIn,
      );
      queries.setQueryData(queryKey, saved);
    },
    [view, queries],
  );
  return useAddingPictures(`/broadcasts/${view.id}`, view.pictures, join);
}

/** The issue that stands, according to a conflict; null: it is none, or does not say. */
function issueIn(error: unknown): BroadcastView | null {
  const theirs = error instanceof ApiProblem ? error.versions?.theirs : null;
  return typeof theirs === 'object' && theirs !== null && 'audience' in theirs ? (theirs as BroadcastView) : null;
}
