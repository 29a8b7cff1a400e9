import { Alert, Badge, Button, Group, Stack, Text } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import type { Session } from '../../src/accounts/me.schema.js';
import { call } from '../api/call.js';
import { sayProblem } from '../api/problem.js';
import { queryClient } from '../api/query-client.js';
import { dayOf } from '../shell/moment.js';
import { Section } from '../shell/section.js';
import { browserName } from './browser-name.js';

export function SessionsCard({ sessions }: { sessions: readonly Session[] }) {
  const end = useMutation({
    mutationFn: (id: string) => call('DELETE', `/me/sessions/${id}`),
    onSettled: () => queryClient.invalidateQueries({ queryKey: ['security'] }),
  });
  return (
    <Section
      landmark
      title="Where you are signed in"
      lead="Something you do not know? End it, and change your password."
    >
      {end.error && (
        <Alert color="coral" role="alert">
          {sayProblem(end.error)}
        </Alert>
      )}
      <Stack component="ul" gap="sm" m={0} p={0} style={{ listStyle: 'none' }}>
        {sessions.map((session) => (
          <Group component="li" key={session.id} justify="space-between">
            <div>
              <Group gap="xs">
                <Text fw={500}>{browserName(session.userAgent)}</Text>
                {session.here && <Badge variant="light">here</Badge>}
              </Group>
              <Text fz="sm" c="dimmed">
                since {dayOf(session.signedInAt)}
                {session.clientAddress === null ? '' : `, from ${session.clientAddress}`}
              </Text>
            </div>
            {!session.here && (
              <Button
                variant="default"
                size="xs"
                aria-label={`End the sign-in of ${browserName(session.userAgent)}`}
                loading={end.isPending && end.variables === session.id}
                onClick={() => end.mutate(session.id)}
              >
                End it
              </Button>
            )}
          </Group>
        ))}
      </Stack>
    </Section>
  );
}
