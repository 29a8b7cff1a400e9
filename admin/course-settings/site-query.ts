import { queryOptions } from '@tanstack/react-query';
import type { CourseSite } from '../../src/public/course-site.schema.js';
import { call } from '../api/call.js';

export function siteQuery(slug: string) {
  return queryOptions({
    queryKey: ['site', slug],
    queryFn: ({ signal }) => call<CourseSite>('GET', `/courses/${slug}/site`, undefined, { signal }),
  });
}
