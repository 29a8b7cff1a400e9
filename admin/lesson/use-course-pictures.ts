import { useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';
import type { DraftView } from '../../src/courses/draft.schema.js';
import type { UploadedPicture } from '../../src/courses/picture-upload.schema.js';
import { draftQuery, sendDoing } from '../courses/draft-query.js';
import type { LetterPictures } from './letter-pictures.js';
import { draftIn } from './use-lesson-place.js';
import { onAnyVersion, useAddingPictures } from './use-adding-pictures.js';

/** The course's pictures; another one is added to its draft. */
export function useCoursePictures(slug: string, view: DraftView): LetterPictures {
  const queries = useQueryClient();
  const join = useCallback(
    async ({ path, hash }: UploadedPicture) => {
      const { queryKey } = draftQuery(slug);
      const seen = queries.getQueryData(queryKey) ?? view;
      const saved = await onAnyVersion(
        seen,
        ({ version }) => sendDoing(slug, version, { kind: 'edits', edits: [{ kind: 'picture.add', path, hash }] }),
        draftIn,
      );
      queries.setQueryData(queryKey, saved);
      await queries.invalidateQueries({ queryKey });
    },
    [slug, view, queries],
  );
  return useAddingPictures(`/courses/${slug}`, view.pictures, join);
}
