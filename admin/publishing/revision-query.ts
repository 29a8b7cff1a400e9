import { queryOptions } from '@tanstack/react-query';
import type { Comparison, RevisionPage, RevisionView } from '../../src/revisions/revision.schema.js';
import { call, withQuery } from '../api/call.js';

/** A revision never changes; only whether it is what readers get. */
export function revisionQuery(slug: string, number: number) {
  return queryOptions({
    queryKey: ['courses', slug, 'revision', number],
    queryFn: () => call<RevisionView>('GET', `/courses/${slug}/revisions/${number}`),
  });
}

export function comparisonQuery(slug: string, from: number, to: number) {
  return queryOptions({
    queryKey: ['courses', slug, 'compare', from, to],
    queryFn: () => call<Comparison>('GET', `/courses/${slug}/revisions/${from}/compare/${to}`),
  });
}

/** The newest revision's number; every number from 1 to it is a revision. Null: nothing was published yet. */
export function newestRevisionQuery(slug: string) {
  return queryOptions({
    queryKey: ['courses', slug, 'revisions', 'newest'],
    queryFn: async () =>
      (await call<RevisionPage>('GET', withQuery(`/courses/${slug}/revisions`, { limit: 1 }))).items[0]?.number ?? null,
  });
}
