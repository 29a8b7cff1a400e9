import { Button, Group, Stack, Text, Textarea } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { SuppressionItem } from '../../src/suppressions/suppression.schema.js';
import { faultOf, sayProblem } from '../api/problem.js';
import { Dialog } from '../shell/dialog.js';
import { lift } from './suppressions.js';

/** Lifts one suppression, with the reason. Null: nothing is asked. */
export function LiftDialog({ item, onClose }: { item: SuppressionItem | null; onClose: () => void }) {
  const [because, setBecause] = useState('');
  const client = useQueryClient();
  const { mutate, error, isPending, reset } = useMutation({
    mutationFn: (hash: string) => lift(hash, because),
    onSuccess: async () => {
      notifications.show({ message: 'Lifted. This address may get letters again.' });
      close();
      await client.invalidateQueries({ queryKey: ['suppressions'] });
    },
  });
  const close = () => {
    reset();
    setBecause('');
    onClose();
  };
  return (
    <Dialog opened={item !== null} onClose={close} title="Lift this suppression">
      {item && (
        <form
          onSubmit={(event) => {
            event.preventDefault();
            mutate(item.hash);
          }}
        >
          <Stack>
            <Text>
              It stands there because: {item.reasonSays.toLowerCase()}. Once it is lifted, letters go to this address
              again.
            </Text>
            <Textarea
              label="Why is it lifted?"
              description="Kept in the audit log. Please no names and no addresses."
              autosize
              minRows={2}
              data-autofocus
              required
              value={because}
              error={error ? (faultOf(error, 'because') ?? sayProblem(error)) : undefined}
              onChange={({ currentTarget }) => setBecause(currentTarget.value)}
            />
            <Group justify="flex-end">
              <Button variant="default" onClick={close}>
                Not now
              </Button>
              <Button type="submit" loading={isPending}>
                Lift it
              </Button>
            </Group>
          </Stack>
        </form>
      )}
    </Dialog>
  );
}
