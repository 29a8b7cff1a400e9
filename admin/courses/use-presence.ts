import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import type { Presence } from '../../src/courses/draft.schema.js';
import { call } from '../api/call.js';
import { draftQuery } from './draft-query.js';

/**
 * Says every 15 seconds that somebody looks at this draft, and gives the others. When one of them has saved, the draft is
 * read again, unless `busy`.
 */
export function usePresence(slug: string, version: number, busy: boolean): Presence['others'] {
  const client = useQueryClient();
  const { data } = useQuery({
    queryKey: ['presence', slug],
    queryFn: () =>
      call<Presence>('POST', `/courses/${slug}/draft/presence`, { lesson: null }, { changes: false, quiet: true }),
    refetchInterval: 15_000,
    staleTime: 0,
  });
  const newer = data !== undefined && data.version > version && !busy;
  useEffect(() => {
    if (newer) void client.invalidateQueries({ queryKey: draftQuery(slug).queryKey });
  }, [client, slug, newer]);
  return data?.others ?? [];
}
