import { Anchor, Loader, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { LinkView } from '../../src/accounts/entry.schema.js';
import { sayProblem } from '../api/problem.js';
import { entryCall } from './entry-call.js';
import { EntryPage } from './entry-page.js';

/** Asks what the link of this page is for, and says so where it is for nothing any more. */
export function OneTimeLink({ children }: { children: (link: LinkView, token: string) => ReactNode }) {
  const { token = '' } = useParams({ strict: false });
  const { data, error } = useQuery({
    queryKey: ['one-time-link', token],
    queryFn: () => entryCall<LinkView>('GET', `/entry/links/${encodeURIComponent(token)}`),
    staleTime: Infinity,
    refetchOnWindowFocus: false,
  });
  if (data) return children(data, token);
  return (
    <EntryPage title={error ? 'This link is over' : 'One moment'}>
      {error ? (
        <Stack role="alert">
          <Text>{sayProblem(error)}</Text>
          <Anchor href="/admin">Sign in</Anchor>
        </Stack>
      ) : (
        <Loader aria-label="Loading" />
      )}
    </EntryPage>
  );
}
