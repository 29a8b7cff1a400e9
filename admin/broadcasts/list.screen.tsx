import { Button, Stack } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconPlus } from '@tabler/icons-react';
import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import type { BroadcastItem, BroadcastPage, BroadcastView } from '../../src/broadcasts/broadcast.schema.js';
import { call, withQuery } from '../api/call.js';
import { useMay } from '../api/me.js';
import { sayProblem } from '../api/problem.js';
import { Empty } from '../shell/empty.js';
import { Loaded } from '../shell/loaded.js';
import { PageHead } from '../shell/page-head.js';
import { DeleteDialog } from './delete-dialog.js';
import { IssueCard } from './issue-card.js';
import { issuesKey } from './issues.js';

/** /newsletter */
export function Screen() {
  const mayWrite = useMay('broadcasts.write');
  const [deleting, setDeleting] = useState<BroadcastItem | null>(null);
  const begin = useBeginning();
  const query = useInfiniteQuery({
    queryKey: issuesKey,
    queryFn: ({ pageParam, signal }) =>
      call<BroadcastPage>('GET', withQuery('/broadcasts', { after: pageParam }), undefined, { signal }),
    initialPageParam: null as string | null,
    getNextPageParam: ({ next }) => next,
    select: ({ pages }) => pages.flatMap(({ items }) => items),
  });
  const { hasNextPage, fetchNextPage, isFetchingNextPage } = query;
  return (
    <>
      <PageHead
        title="Newsletter"
        lead="Letters to everybody or to some, once. Each lives on as a page of your archive."
      >
        {mayWrite && (
          <Button
            leftSection={<IconPlus size={16} aria-hidden />}
            loading={begin.isPending}
            onClick={() => begin.mutate('/broadcasts')}
          >
            Write a new issue
          </Button>
        )}
      </PageHead>
      <Loaded query={query}>
        {(issues) =>
          issues.length === 0 ? (
            <Empty title="No issues yet">
              Write the first one: you see it as your readers will, and nothing leaves before you say so.
            </Empty>
          ) : (
            <Stack gap="sm">
              <Stack gap="sm" component="ul" p={0} m={0} style={{ listStyle: 'none' }} aria-label="Issues">
                {issues.map((issue) => (
                  <IssueCard
                    key={issue.id}
                    issue={issue}
                    mayWrite={mayWrite}
                    onDuplicate={() => begin.mutate(`/broadcasts/${issue.id}/duplicate`)}
                    onDelete={() => setDeleting(issue)}
                  />
                ))}
              </Stack>
              {hasNextPage && (
                <Button variant="default" loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>
                  Older issues
                </Button>
              )}
            </Stack>
          )
        }
      </Loaded>
      <DeleteDialog issue={deleting} onClose={() => setDeleting(null)} />
    </>
  );
}

/** A new draft, empty or a copy, and the way to its desk. */
function useBeginning() {
  const queries = useQueryClient();
  const navigate = useNavigate();
  return useMutation({
    mutationFn: (path: string) => call<BroadcastView>('POST', path),
    onSuccess: async ({ id }) => {
      await navigate({ to: `/newsletter/${id}` });
      await queries.invalidateQueries({ queryKey: issuesKey });
    },
    onError: (error) =>
      notifications.show({ color: 'coral', title: 'The issue was not begun', message: sayProblem(error) }),
  });
}
