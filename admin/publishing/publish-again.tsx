import { Button, Text } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import type { DraftView } from '../../src/courses/draft.schema.js';
import { call } from '../api/call.js';
import { sayProblem } from '../api/problem.js';

/** Makes a revision the draft, and goes to the publish page: there is still all to see and to decide. */
export function PublishAgain({ slug, number }: { slug: string; number: number }) {
  const client = useQueryClient();
  const navigate = useNavigate();
  const again = useMutation({
    mutationFn: async () => {
      const { version } = await call<DraftView>('GET', `/courses/${slug}/draft`);
      return call<DraftView>('POST', `/courses/${slug}/revisions/${number}/publish-again`, { version });
    },
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: ['courses'] });
      await client.invalidateQueries({ queryKey: ['draft'] });
      await navigate({ to: `/courses/${slug}/publish` });
    },
  });
  return (
    <>
      <Button
        variant="default"
        size="xs"
        loading={again.isPending}
        onClick={() => again.mutate()}
        aria-label={`Publish again: revision ${number}`}
      >
        Publish again
      </Button>
      {again.error && (
        <Text role="alert" fz="sm" c="error">
          {sayProblem(again.error)}
        </Text>
      )}
    </>
  );
}
