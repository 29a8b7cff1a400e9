import { Button, Group, Select, Stack, Text, Textarea, TextInput } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { reasonInWords } from '../../src/suppressions/suppression-reason.js';
import { faultOf, isAboutFields, sayProblem } from '../api/problem.js';
import { Dialog } from '../shell/dialog.js';
import { add } from './suppressions.js';

const reasons = (['manual', 'complaint', 'hard-bounce'] as const).map((value) => ({
  value,
  label: reasonInWords[value],
}));
const nothing = { address: '', reason: 'manual', note: '' };

/** Suppresses one address; what was typed stays until it is done. */
export function AddDialog({ isOpen, onClose }: { isOpen: boolean; onClose: () => void }) {
  const [typed, setTyped] = useState(nothing);
  const client = useQueryClient();
  const { mutate, error, isPending, reset } = useMutation({
    mutationFn: add,
    onSuccess: async () => {
      notifications.show({ message: 'Suppressed. From the next letter on, nothing goes to this address.' });
      setTyped(nothing);
      onClose();
      await client.invalidateQueries({ queryKey: ['suppressions'] });
    },
  });
  const type = (part: Partial<typeof nothing>) => setTyped((before) => ({ ...before, ...part }));
  const close = () => {
    reset();
    onClose();
  };
  const general = error && !isAboutFields(error);
  return (
    <Dialog opened={isOpen} onClose={close} title="Suppress an address">
      <form
        onSubmit={(event) => {
          event.preventDefault();
          mutate(typed);
        }}
      >
        <Stack>
          <TextInput
            label="Address"
            inputMode="email"
            autoComplete="off"
            data-autofocus
            required
            value={typed.address}
            error={faultOf(error, 'address')}
            onChange={({ currentTarget }) => type({ address: currentTarget.value })}
          />
          <Select
            label="Reason"
            data={reasons}
            allowDeselect={false}
            value={typed.reason}
            error={faultOf(error, 'reason')}
            onChange={(reason) => type({ reason: reason ?? 'manual' })}
          />
          <Textarea
            label="Note"
            description="For your colleagues. Please no names and no addresses."
            autosize
            minRows={2}
            value={typed.note}
            error={faultOf(error, 'note')}
            onChange={({ currentTarget }) => type({ note: currentTarget.value })}
          />
          <Text fz="sm" c="dimmed">
            Courses of this reader stand still, and go on when the suppression is lifted.
          </Text>
          {general && (
            <Text c="var(--mantine-color-error)" role="alert">
              {sayProblem(error)}
            </Text>
          )}
          <Group justify="flex-end">
            <Button variant="default" onClick={close}>
              Not now
            </Button>
            <Button type="submit" loading={isPending}>
              Suppress it
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  );
}
