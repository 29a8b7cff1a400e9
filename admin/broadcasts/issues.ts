import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import type { Audience, AudienceReading } from '../../src/broadcasts/audience.schema.js';
import type { BroadcastView } from '../../src/broadcasts/broadcast.schema.js';
import type { SendingCheck, SendingProgress } from '../../src/broadcasts/sending.schema.js';
import { call, quietly } from '../api/call.js';

export const issuesKey = ['issues'];

export function issueQuery(id: string) {
  return queryOptions({
    queryKey: ['issue', id],
    queryFn: (query) => call<BroadcastView>('GET', `/broadcasts/${id}`, undefined, quietly(query)),
  });
}

/** How many people an audience means, and some of them; asked again while it is being counted. */
export function readingQuery(audience: Audience) {
  return queryOptions({
    queryKey: ['audience', audience],
    queryFn: ({ signal }) =>
      call<AudienceReading>('POST', '/broadcasts/audience', { audience }, { signal, changes: false, quiet: true }),
    placeholderData: keepPreviousData,
    refetchInterval: ({ state }) => (state.data?.counting ? 1_500 : false),
  });
}

/** What keeps this version from being sent, and to how many it would go. */
export function checkQuery({ id, version }: { id: string; version: number }) {
  return queryOptions({
    queryKey: ['issue', id, 'check', version],
    queryFn: ({ signal }) =>
      call<SendingCheck>('POST', `/broadcasts/${id}/check`, {}, { signal, changes: false, quiet: true }),
    placeholderData: keepPreviousData,
    staleTime: 0,
  });
}

/** Asked every other second while something moves. */
export function progressQuery(id: string) {
  return queryOptions({
    queryKey: ['issue', id, 'progress'],
    queryFn: (query) => call<SendingProgress>('GET', `/broadcasts/${id}/progress`, undefined, quietly(query)),
    staleTime: 0,
    refetchInterval: ({ state }) => {
      const { state: stands, open = 0, planning } = state.data ?? {};
      return stands === 'sending' || planning || (stands === 'paused' && open > 0) || open > 0 ? 2_000 : 15_000;
    },
  });
}
