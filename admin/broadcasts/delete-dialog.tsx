import { Button, Group, Stack, Text } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { BroadcastItem } from '../../src/broadcasts/broadcast.schema.js';
import { call } from '../api/call.js';
import { sayProblem } from '../api/problem.js';
import { keepWords } from '../lesson/kept-words.js';
import { Dialog } from '../shell/dialog.js';
import { titleOf } from './issue-words.js';
import { issuesKey } from './issues.js';

/** A draft goes for good, so it is asked. */
export function DeleteDialog({ issue, onClose }: { issue: BroadcastItem | null; onClose: () => void }) {
  const queries = useQueryClient();
  const remove = useMutation({
    mutationFn: (id: string) => call('DELETE', `/broadcasts/${id}`),
    onSuccess: (_, id) => {
      keepWords(`(issue):${id}`, null);
      onClose();
    },
    onSettled: () => queries.invalidateQueries({ queryKey: issuesKey }),
  });
  const close = () => {
    remove.reset();
    onClose();
  };
  return (
    <Dialog opened={issue !== null} title="Delete this draft?" onClose={close}>
      <Stack>
        <Text fz="sm">
          “{issue ? titleOf(issue) : ''}” was never sent. Its words and pictures are gone for good then.
        </Text>
        {remove.error && (
          <Text fz="sm" c="var(--mantine-color-error)" role="alert">
            {sayProblem(remove.error)}
          </Text>
        )}
        <Group justify="flex-end">
          <Button variant="default" onClick={close}>
            Keep it
          </Button>
          <Button color="coral.8" loading={remove.isPending} onClick={() => issue && remove.mutate(issue.id)}>
            Delete it
          </Button>
        </Group>
      </Stack>
    </Dialog>
  );
}
