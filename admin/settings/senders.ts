import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import type { SendersView, SenderView } from '../../src/settings/sender.schema.js';
import { call } from '../api/call.js';

export const sendersQuery = queryOptions({
  queryKey: ['senders'],
  queryFn: ({ signal }) => call<SendersView>('GET', '/senders', undefined, { signal }),
});

/** What is typed of a sender. */
export interface TypedSender {
  name: string;
  email: string;
  replyTo: string;
}

export type SenderChange =
  | { kind: 'add'; typed: TypedSender }
  | { kind: 'edit'; sender: SenderView; version: number; typed: TypedSender }
  | { kind: 'default' | 'remove'; sender: SenderView };

/** One change of the list; every answer is the list as it stands then. */
export function useSenderChange() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (change: SenderChange) => send(change),
    onSuccess: (view) => client.setQueryData(sendersQuery.queryKey, view),
  });
}

function send(change: SenderChange): Promise<SendersView> {
  if (change.kind === 'add') return call('POST', '/senders', bodyOf(change.typed));
  const path = `/senders/${change.sender.id}`;
  if (change.kind === 'edit') return call('PUT', path, { version: change.version, ...bodyOf(change.typed) });
  return change.kind === 'default' ? call('POST', `${path}/default`) : call('DELETE', path);
}

function bodyOf({ name, email, replyTo }: TypedSender) {
  return { name, email, replyTo: replyTo.trim() === '' ? null : replyTo };
}
