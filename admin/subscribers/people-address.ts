import { useQuery } from '@tanstack/react-query';
import { useRouter, useSearch } from '@tanstack/react-router';
import { useMemo } from 'react';
import { expression, type Expression } from '../../src/subscribers/expression.schema.js';
import type { Segment } from '../../src/subscribers/segment.schema.js';
import type { ListAddress } from './list-address.js';
import { segmentsQuery } from './subscribers.js';

declare module '@tanstack/react-router' {
  interface HistoryState {
    /** The list that a person was chosen from. */
    people?: ListAddress;
  }
}

/** What the address of the list asks for. */
export interface Asked {
  /** As it stands in the address, for links that lead back here. */
  address: ListAddress;
  search: string;
  /** Null: not known, because the segment is still awaited, or because of `trouble`. */
  filter: Expression | null;
  segment: Segment | null;
  /** The filter is no longer the segment's own. */
  isChanged: boolean;
  /** Why nobody can be shown, in words. */
  trouble: string | null;
}

/** Search, filter and segment of the list: they stand in its address, so that a reload, a bookmark and a link keep them. */
export function usePeopleAddress(): Asked & { go: (address: ListAddress, options?: { replace: boolean }) => void } {
  const address = useSearch({ strict: false }) as ListAddress;
  const segments = useQuery({ ...segmentsQuery, enabled: address.segment !== undefined });
  const router = useRouter();
  const own = useMemo(
    () => (address.filter === undefined ? undefined : expression.safeParse(address.filter)),
    [address.filter],
  );
  const segment = segments.data?.find(({ id }) => id === address.segment) ?? null;
  return {
    address,
    search: address.search ?? '',
    segment,
    ...filterOf(address, own, segment, segments.isSuccess),
    go: (next, options) => {
      // What was typed or answered a moment ago calls nobody back who has gone to another page meanwhile.
      if (!router.latestLocation.pathname.endsWith('/subscribers')) return;
      void router.navigate({ to: '/subscribers', search: next, ...options });
    },
  };
}

function filterOf(
  address: ListAddress,
  own: ReturnType<typeof expression.safeParse> | undefined,
  segment: Segment | null,
  areSegmentsKnown: boolean,
): Pick<Asked, 'filter' | 'isChanged' | 'trouble'> {
  if (own?.success === false) {
    return { filter: null, isChanged: false, trouble: 'The filters in this address cannot be read.' };
  }
  if (address.segment !== undefined && areSegmentsKnown && !segment && !own) {
    return { filter: null, isChanged: false, trouble: 'The segment in this address is no longer there.' };
  }
  if (own) return { filter: own.data, isChanged: segment !== null, trouble: null };
  return {
    filter: address.segment === undefined ? [] : (segment?.expression ?? null),
    isChanged: false,
    trouble: null,
  };
}
