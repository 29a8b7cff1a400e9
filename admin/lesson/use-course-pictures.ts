import { notifications } from '@mantine/notifications';
import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useMemo, useState } from 'react';
import type { DraftView } from '../../src/courses/draft.schema.js';
import type { UploadedPicture } from '../../src/courses/picture-upload.schema.js';
import { call } from '../api/call.js';
import { ApiProblem, faultOf, sayProblem } from '../api/problem.js';
import type { CoursePictures } from './course-pictures.js';
import { draftQuery, sendDoing } from '../courses/draft-query.js';
import { sentence } from './sentence.js';
import { shrinkPicture } from './shrink-picture.js';

/** The course's pictures, and the way another one takes: made smaller, sent, added to the draft. */
export function useCoursePictures(slug: string, view: DraftView): CoursePictures {
  const queries = useQueryClient();
  const [busy, setBusy] = useState(false);

  const add = useCallback(
    async (file: File): Promise<string | null> => {
      setBusy(true);
      try {
        const ready = await shrinkPicture(file);
        if (typeof ready === 'string') return refuse(ready);
        const uploaded = await call<UploadedPicture>('POST', `/courses/${slug}/pictures`, ready, {
          headers: { 'Content-Type': ready.type, 'X-File-Name': encodeURIComponent(file.name) },
        });
        await join(slug, uploaded);
        await queries.invalidateQueries({ queryKey: draftQuery(slug).queryKey });
        return uploaded.path;
      } catch (error) {
        return refuse(faultOf(error, 'picture') ?? sayProblem(error));
      } finally {
        setBusy(false);
      }
    },
    [slug, queries],
  );

  return useMemo(() => ({ pictures: view.pictures, add, busy }), [view.pictures, add, busy]);

  /** On whatever version stands: a picture more is in nobody's way. */
  async function join(course: string, { path, hash }: UploadedPicture): Promise<void> {
    let version = queries.getQueryData(draftQuery(course).queryKey)?.version ?? 0;
    for (let tries = 1; ; tries++) {
      try {
        const saved = await sendDoing(course, version, { kind: 'edits', edits: [{ kind: 'picture.add', path, hash }] });
        queries.setQueryData(draftQuery(course).queryKey, saved);
        return;
      } catch (error) {
        const theirs = error instanceof ApiProblem && error.status === 409 ? error.versions?.theirs : null;
        if (tries > 4 || typeof theirs !== 'object' || theirs === null || !('version' in theirs)) throw error;
        version = Number(theirs.version);
      }
    }
  }
}

function refuse(says: string): null {
  notifications.show({
    color: 'coral',
    title: 'This picture cannot be used',
    message: sentence(says),
    autoClose: 12_000,
  });
  return null;
}
