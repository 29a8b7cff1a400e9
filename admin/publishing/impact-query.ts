import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import type { ImpactView } from '../../src/impact/impact.schema.js';
import { call, withQuery } from '../api/call.js';

/** The author's answers so far; see PublishAnswers. */
export type Answers = Partial<Record<ImpactView['choices'][number]['option'], string>>;

/** What publishing would do under these answers; the figures of before stay until the new ones are there. Looks again while they are reckoned. */
export function impactQuery(slug: string, answers: Answers) {
  return queryOptions({
    queryKey: ['courses', slug, 'impact', answers],
    queryFn: ({ signal }) =>
      call<ImpactView>('GET', withQuery(`/courses/${slug}/draft/impact`, answers), undefined, { signal }),
    placeholderData: keepPreviousData,
    staleTime: 0,
    refetchInterval: ({ state }) => (state.data && state.data.underway !== null ? 1_000 : false),
  });
}
