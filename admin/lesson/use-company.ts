import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import type { DraftView, Presence } from '../../src/courses/draft.schema.js';
import { call } from '../api/call.js';
import { draftQuery } from '../courses/draft-query.js';
import type { Letter } from './letter-words.js';

/**
 * Says every 15 seconds which letter is open here, and gives the names of colleagues who have the same one open. What one of them
 * saves anywhere in the course is read at once.
 */
export function useCompany(slug: string, letter: Letter, view: DraftView): string[] {
  const queries = useQueryClient();
  const lesson = letter.kind === 'lesson' ? letter.key : null;
  const { data } = useQuery({
    queryKey: ['presence', slug, lesson],
    queryFn: ({ signal }) =>
      call<Presence>('POST', `/courses/${slug}/draft/presence`, { lesson }, { changes: false, quiet: true, signal }),
    refetchInterval: 15_000,
    staleTime: 0,
  });
  const newer = data !== undefined && data.version > view.version;
  useEffect(() => {
    if (newer) void queries.invalidateQueries({ queryKey: draftQuery(slug).queryKey });
  }, [queries, slug, newer]);
  if (lesson === null) return [];
  return (data?.others ?? []).filter((other) => other.lesson === lesson).map(({ name }) => name);
}
