import { Alert, Button, Group, Paper, Stack, Text, Title } from '@mantine/core';
import { modals } from '@mantine/modals';
import { useMutation, useQuery } from '@tanstack/react-query';
import type { ApiKey } from '../../src/accounts/api-key.schema.js';
import { call } from '../api/call.js';
import { sayProblem } from '../api/problem.js';
import { queryClient } from '../api/query-client.js';
import { Loaded } from '../shell/loaded.js';
import { dayOf, momentOf } from '../shell/moment.js';
import { NewKeyButton } from './new-key-button.js';
import classes from './team.module.css';

/** Keys for programs. */
export function KeySection() {
  const keys = useQuery({ queryKey: ['keys'], queryFn: () => call<{ items: ApiKey[] }>('GET', '/keys') });
  const revoke = useMutation({
    mutationFn: (id: string) => call('DELETE', `/keys/${id}`),
    onSettled: () => queryClient.invalidateQueries({ queryKey: ['keys'] }),
  });
  return (
    <Stack component="section" aria-label="Keys" gap="sm">
      <Group justify="space-between">
        <Title order={2} fz="lg">
          Keys
        </Title>
        <NewKeyButton />
      </Group>
      <Text c="dimmed" fz="sm">
        For programs that use the API. Whoever has a key may do what it allows: hand it to one program only.
      </Text>
      {revoke.error && (
        <Alert color="coral" role="alert">
          {sayProblem(revoke.error)}
        </Alert>
      )}
      <Loaded query={keys} lines={2}>
        {({ items }) =>
          items.length === 0 ? (
            <Text>There are none.</Text>
          ) : (
            <Paper withBorder component="ul" className={classes.rows}>
              {items.map((key) => (
                <KeyRow key={key.id} of={key} onRevoke={() => askToRevoke(key, () => revoke.mutate(key.id))} />
              ))}
            </Paper>
          )
        }
      </Loaded>
    </Stack>
  );
}

function KeyRow({ of: key, onRevoke }: { of: ApiKey; onRevoke: () => void }) {
  return (
    <Group component="li" justify="space-between" p="md" gap="sm">
      <div style={{ minWidth: 0 }}>
        <Text fw={600}>
          {key.name}{' '}
          <Text span ff="monospace" fz="sm" c="dimmed" fw={400}>
            …{key.ending}
          </Text>
        </Text>
        <Text fz="sm" c="dimmed">
          {key.scopes.join(', ')}
        </Text>
        <Text fz="sm" c="dimmed">
          made by {key.madeBy} on {dayOf(key.createdAt)} ·{' '}
          {key.lastUsedAt === null ? 'never used' : `last used ${momentOf(key.lastUsedAt)}`}
        </Text>
      </div>
      <Button variant="default" size="xs" aria-label={`Revoke the key ${key.name}`} onClick={onRevoke}>
        Revoke
      </Button>
    </Group>
  );
}

function askToRevoke({ name, lastUsedAt }: ApiKey, revoke: () => void): void {
  const use = lastUsedAt === null ? 'It was never used.' : `It was last used ${momentOf(lastUsedAt)}.`;
  modals.openConfirmModal({
    title: `Revoke “${name}”?`,
    children: `${use} The program that has it is refused from now on. This cannot be undone; you can make a new key.`,
    labels: { confirm: 'Revoke', cancel: 'Keep' },
    confirmProps: { color: 'coral' },
    onConfirm: revoke,
  });
}
