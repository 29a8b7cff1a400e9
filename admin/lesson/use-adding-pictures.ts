import { notifications } from '@mantine/notifications';
import { useCallback, useMemo, useState } from 'react';
import type { UploadedPicture } from '../../src/courses/picture-upload.schema.js';
import { call } from '../api/call.js';
import { faultOf, sayProblem } from '../api/problem.js';
import type { LetterPicture, LetterPictures } from './letter-pictures.js';
import { sentence } from './sentence.js';
import { shrinkPicture } from './shrink-picture.js';

/**
 * Pictures, and the way another one takes: made smaller, sent to what it belongs to, whose path in the API is `at`, and joined to
 * the others by `join`.
 */
export function useAddingPictures(
  at: string,
  pictures: readonly LetterPicture[],
  join: (uploaded: UploadedPicture) => Promise<void>,
): LetterPictures {
  const [busy, setBusy] = useState(false);

  const add = useCallback(
    async (file: File): Promise<string | null> => {
      setBusy(true);
      try {
        const ready = await shrinkPicture(file);
        if (typeof ready === 'string') return refuse(ready);
        const uploaded = await call<UploadedPicture>('POST', `${at}/pictures`, ready, {
          headers: { 'Content-Type': ready.type, 'X-File-Name': encodeURIComponent(file.name) },
        });
        await join(uploaded);
        return uploaded.path;
      } catch (error) {
        return refuse(faultOf(error, 'picture') ?? sayProblem(error));
      } finally {
        setBusy(false);
      }
    },
    [at, join],
  );

  return useMemo(() => ({ pictures, add, busy }), [pictures, add, busy]);
}

/** Saves on the version that stands, whatever others save meanwhile: a picture more is in nobody’s way. */
export async function onAnyVersion<V extends { version: number }>(
  seen: V,
  save: (on: V) => Promise<V>,
  viewIn: (error: unknown) => V | null,
): Promise<V> {
  let on = seen;
  for (let tries = 1; ; tries++) {
    try {
      return await save(on);
    } catch (error) {
      const theirs = viewIn(error);
      if (tries > 4 || theirs === null) throw error;
      on = theirs;
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
