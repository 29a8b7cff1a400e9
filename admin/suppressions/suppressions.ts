import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import type { SuppressionAnswer, SuppressionMade, SuppressionPage } from '../../src/suppressions/suppression.schema.js';
import { call, withQuery } from '../api/call.js';

export const suppressionsQuery = (reason: string | null) =>
  infiniteQueryOptions({
    queryKey: ['suppressions', reason],
    queryFn: ({ pageParam, signal }) =>
      call<SuppressionPage>('GET', withQuery('/suppressions', { reason, after: pageParam }), undefined, { signal }),
    initialPageParam: '',
    getNextPageParam: (page) => page.next,
  });

/** Null: nothing is asked. By POST, so that the address stands in no log; asked anew after a change to the list. */
export const searchQuery = (address: string | null) =>
  queryOptions({
    queryKey: ['suppressions', 'search', address],
    queryFn: ({ signal }) =>
      call<SuppressionAnswer>('POST', '/suppressions/search', { address }, { signal, changes: false }),
    enabled: address !== null,
    gcTime: 0,
  });

export const add = (suppression: { address: string; reason: string; note: string }) =>
  call<SuppressionMade>('POST', '/suppressions', suppression);

export const lift = (hash: string, because: string) =>
  call<undefined>('POST', `/suppressions/${hash}/lift`, { because });
