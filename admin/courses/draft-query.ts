import { queryOptions } from '@tanstack/react-query';
import type { DraftEdit, DraftView } from '../../src/courses/draft.schema.js';
import { call, quietly } from '../api/call.js';

export function draftQuery(slug: string) {
  return queryOptions({
    queryKey: ['draft', slug],
    queryFn: (query) => call<DraftView>('GET', `/courses/${slug}/draft`, undefined, quietly(query)),
  });
}

/** What can be done with a draft; each names the version it is done to. */
export type Doing = { kind: 'edits'; edits: DraftEdit[] } | { kind: 'undo' } | { kind: 'redo' } | { kind: 'discard' };

export function sendDoing(slug: string, version: number, doing: Doing): Promise<DraftView> {
  const path = `/courses/${slug}/draft`;
  if (doing.kind === 'edits') return call('POST', `${path}/edits`, { version, edits: doing.edits });
  if (doing.kind === 'discard') return call('DELETE', `${path}?version=${version}`);
  return call('POST', `${path}/${doing.kind}`, { version });
}
