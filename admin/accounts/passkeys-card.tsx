import { ActionIcon, Alert, Button, Group, Stack, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconFingerprint, IconTrash } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import type { Security } from '../../src/accounts/me.schema.js';
import { sayProblem } from '../api/problem.js';
import { queryClient } from '../api/query-client.js';
import { dayOf } from '../shell/moment.js';
import { Section } from '../shell/section.js';
import { entryCall } from './entry-call.js';
import { addPasskey, deviceName, passkeysWork } from './passkey.js';

export function PasskeysCard({ passkeys }: { passkeys: Security['passkeys'] }) {
  const again = () => queryClient.invalidateQueries({ queryKey: ['security'] });
  const add = useMutation({
    mutationFn: () => addPasskey(deviceName()),
    onSuccess: () => {
      notifications.show({ message: 'The passkey is added. Try it at your next sign-in.' });
      return again();
    },
  });
  const remove = useMutation({
    mutationFn: (id: string) => entryCall('POST', '/auth/passkey/delete-passkey', { id }),
    onSuccess: again,
  });
  const fault = add.error ?? remove.error;
  return (
    <Section
      landmark
      title="Passkeys"
      lead="Sign in with your finger, your face or your device’s PIN: no password, no code, and nothing that can be phished."
    >
      {fault && (
        <Alert color="coral" role="alert">
          {sayProblem(fault)}
        </Alert>
      )}
      {passkeys.length > 0 && (
        <Stack component="ul" gap="xs" m={0} p={0} style={{ listStyle: 'none' }}>
          {passkeys.map(({ id, name, addedAt }) => (
            <Group component="li" key={id} justify="space-between" wrap="nowrap">
              <Group gap="sm" wrap="nowrap">
                <IconFingerprint size={20} aria-hidden />
                <div>
                  <Text fw={500}>{name ?? 'Passkey'}</Text>
                  {addedAt && (
                    <Text fz="sm" c="dimmed">
                      added {dayOf(addedAt)}
                    </Text>
                  )}
                </div>
              </Group>
              <ActionIcon
                variant="subtle"
                size="lg"
                aria-label={`Remove the passkey ${name ?? ''}`.trim()}
                loading={remove.isPending && remove.variables === id}
                onClick={() => remove.mutate(id)}
              >
                <IconTrash size={18} />
              </ActionIcon>
            </Group>
          ))}
        </Stack>
      )}
      {passkeysWork() ? (
        <Group>
          <Button
            variant={passkeys.length > 0 ? 'default' : 'filled'}
            loading={add.isPending}
            onClick={() => add.mutate()}
          >
            Add a passkey
          </Button>
        </Group>
      ) : (
        <Text fz="sm">
          This browser cannot make passkeys here. They need https, or localhost, and a recent browser.
        </Text>
      )}
    </Section>
  );
}
