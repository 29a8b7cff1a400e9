import { queryOptions } from '@tanstack/react-query';
import type { ServicesView, TodayView } from '../../src/insights/today.schema.js';
import { call, quietly, withQuery } from '../api/call.js';

/** Asked again every quarter of a minute; sooner while the figures are being reckoned for the first time. */
export const todayQuery = (zone: string | undefined) =>
  queryOptions({
    queryKey: ['today', zone],
    queryFn: (query) => call<TodayView>('GET', withQuery('/today', { zone }), undefined, quietly(query)),
    enabled: zone !== undefined,
    refetchInterval: ({ state }) => (state.data && !state.data.forecast ? 2_000 : 15_000),
  });

export const servicesQuery = queryOptions({
  queryKey: ['services'],
  queryFn: (query) => call<ServicesView>('GET', '/today/services', undefined, quietly(query)),
  refetchInterval: 30_000,
});

export const number = (count: number) => count.toLocaleString('en');
