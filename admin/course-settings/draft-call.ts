import { queryOptions } from '@tanstack/react-query';
import type { DraftEdits, DraftView } from '../../src/courses/draft.schema.js';
import { call } from '../api/call.js';

export function draftQuery(slug: string) {
  return queryOptions({
    queryKey: ['draft', slug],
    queryFn: ({ signal }) => call<DraftView>('GET', `/courses/${slug}/draft`, undefined, { signal }),
  });
}

export function sendEdits(slug: string, edits: DraftEdits): Promise<DraftView> {
  return call<DraftView>('POST', `/courses/${slug}/draft/edits`, edits);
}

export function undoDraft(slug: string, version: number): Promise<DraftView> {
  return call<DraftView>('POST', `/courses/${slug}/draft/undo`, { version });
}
