import { Alert, Button, Checkbox, Group, List, Paper, Stack, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { type Decision, decisionInWords } from '../../src/deliveries/delivery-words.js';
import type { DeliveryItem } from '../../src/deliveries/delivery.schema.js';
import { sayProblem } from '../api/problem.js';
import { Dialog } from '../shell/dialog.js';
import { decide } from './deliveries.js';
import { DeliveryList } from './delivery-list.js';

const buttons: Record<Decision, string> = { resend: 'Send once more', arrived: 'It arrived', 'give-up': 'Give up' };

/** Where somebody decides about letters in doubt, one or many at a time. */
export function Desk({ items, onOpen }: { items: readonly DeliveryItem[]; onOpen: (item: DeliveryItem) => void }) {
  const [ids, setIds] = useState<ReadonlySet<string>>(new Set());
  const [asked, setAsked] = useState<Decision | null>(null);
  const chosen = items.filter((item) => ids.has(item.id));
  const toggle = (id: string) =>
    setIds((before) => new Set(before.has(id) ? [...before].filter((one) => one !== id) : [...before, id]));
  const toggleAll = () => setIds(new Set(chosen.length === items.length ? [] : items.map((item) => item.id)));
  return (
    <>
      <Alert variant="light" color="sea" title="These may or may not have left">
        The connection to the mail server was cut in the middle of each of them. Their readers’ courses go on meanwhile.
        <List fz="sm" mt="xs" spacing={2}>
          {(Object.keys(buttons) as Decision[]).map((decision) => (
            <List.Item key={decision}>
              <b>{buttons[decision]}:</b> {decisionInWords[decision]}
            </List.Item>
          ))}
        </List>
      </Alert>
      <Paper withBorder>
        <Group p="md" justify="space-between" gap="sm">
          <Checkbox
            label={chosen.length === 0 ? 'Choose all of these' : `${chosen.length} chosen`}
            checked={chosen.length === items.length}
            indeterminate={chosen.length > 0 && chosen.length < items.length}
            onChange={toggleAll}
          />
          <Group gap="xs">
            {(Object.keys(buttons) as Decision[]).map((decision) => (
              <Button
                key={decision}
                size="xs"
                variant={decision === 'resend' ? 'filled' : 'default'}
                disabled={chosen.length === 0}
                onClick={() => setAsked(decision)}
              >
                {buttons[decision]}
              </Button>
            ))}
          </Group>
        </Group>
        <DeliveryList items={items} onOpen={onOpen} chosen={{ ids, toggle }} />
      </Paper>
      <Ask decision={asked} items={chosen} onClose={() => setAsked(null)} onDone={() => setIds(new Set())} />
    </>
  );
}

interface AskProps {
  decision: Decision | null;
  items: readonly DeliveryItem[];
  onClose: () => void;
  onDone: () => void;
}

/** Says what will happen, with the number, before it does: none of it can be taken back. */
function Ask({ decision, items, onClose, onDone }: AskProps) {
  const client = useQueryClient();
  const letters = items.length === 1 ? 'one letter' : `${items.length} letters`;
  const { mutate, isPending, error, reset } = useMutation({
    mutationFn: (what: Decision) => decide(what, items),
    onSuccess: async ({ decided, left }) => {
      const said = decided === 1 ? 'One letter is decided.' : `${decided} letters are decided.`;
      const reasons = [...new Set(left.map((one) => one.because))].join(' ');
      notifications.show({
        message: left.length === 0 ? said : `${said} ${left.length} left as they were: ${reasons}`,
      });
      onClose();
      onDone();
      await client.invalidateQueries({ queryKey: ['deliveries'] });
      await client.invalidateQueries({ queryKey: ['today'] });
    },
  });
  const close = () => {
    reset();
    onClose();
  };
  return (
    <Dialog opened={decision !== null} onClose={close} title={decision ? `${buttons[decision]}: ${letters}` : ''}>
      {decision && (
        <Stack>
          <Text>{decisionInWords[decision]}</Text>
          {error && (
            <Text c="var(--mantine-color-error)" role="alert">
              {sayProblem(error)}
            </Text>
          )}
          <Group justify="flex-end">
            <Button variant="default" onClick={close}>
              Not now
            </Button>
            <Button loading={isPending} onClick={() => mutate(decision)} data-autofocus>
              {buttons[decision]}
            </Button>
          </Group>
        </Stack>
      )}
    </Dialog>
  );
}
