import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import type {
  Decided,
  Decisions,
  DeliveryDetail,
  DeliveryItem,
  DeliveryPage,
  DeskCounts,
} from '../../src/deliveries/delivery.schema.js';
import { call, quietly, withQuery } from '../api/call.js';
import type { DeliveryFilter } from './delivery-filter.js';

export const deliveriesQuery = (filter: DeliveryFilter) =>
  infiniteQueryOptions({
    queryKey: ['deliveries', filter],
    queryFn: ({ pageParam, signal }) =>
      call<DeliveryPage>('GET', withQuery('/deliveries', { ...filter, after: pageParam }), undefined, { signal }),
    initialPageParam: '',
    getNextPageParam: (page) => page.next,
  });

export const deliveryQuery = ({ subscriberId, id }: Pick<DeliveryItem, 'subscriberId' | 'id'>) =>
  queryOptions({
    queryKey: ['deliveries', 'one', id],
    queryFn: ({ signal }) => call<DeliveryDetail>('GET', `/deliveries/${subscriberId}/${id}`, undefined, { signal }),
  });

export const deskQuery = queryOptions({
  queryKey: ['deliveries', 'desk'],
  queryFn: (query) => call<DeskCounts>('GET', '/deliveries/desk', undefined, quietly(query)),
  refetchInterval: 30_000,
});

export function decide(decision: Decisions['decision'], items: readonly DeliveryItem[]): Promise<Decided> {
  const deliveries = items.map(({ subscriberId, id }) => ({ subscriberId, id }));
  return call<Decided>('POST', '/deliveries/decisions', { decision, deliveries });
}

/** What a letter is called in a list. */
export function nameOf({ lesson, broadcast, kindSays, repeat }: DeliveryItem): string {
  return `${lesson?.subject ?? broadcast?.subject ?? kindSays}${repeat ? ' (sent again)' : ''}`;
}
