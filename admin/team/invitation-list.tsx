import { Alert, Button, Code, CopyButton, Group, Menu, Paper, Stack, Text, Title } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconDots } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import type { Invitation } from '../../src/accounts/team.schema.js';
import { call } from '../api/call.js';
import { sayProblem } from '../api/problem.js';
import { queryClient } from '../api/query-client.js';
import { dayOf } from '../shell/moment.js';
import classes from './team.module.css';

type Act = 'letter' | 'link' | 'withdraw';

/** Who was invited and has not come yet. */
export function InvitationList({ invitations }: { invitations: readonly Invitation[] }) {
  const [shown, setShown] = useState<{ email: string; url: string } | null>(null);
  const act = useMutation({
    mutationFn: async ({ what, invitation: { id, email } }: { what: Act; invitation: Invitation }) => {
      if (what === 'withdraw') return call('DELETE', `/team/invitations/${id}`);
      if (what === 'link') {
        const { url } = await call<{ url: string }>('POST', `/team/invitations/${id}/link`);
        return setShown({ email, url });
      }
      await call('POST', `/team/invitations/${id}/letter`);
      notifications.show({ message: `Another letter is on its way to ${email}; the link in the first one has ended.` });
    },
    onSettled: () => queryClient.invalidateQueries({ queryKey: ['team'] }),
  });
  return (
    <Stack component="section" aria-label="Invited" gap="sm">
      <Title order={2} fz="lg">
        Invited
      </Title>
      {act.error && (
        <Alert color="coral" role="alert">
          {sayProblem(act.error)}
        </Alert>
      )}
      {shown && <HandOver {...shown} />}
      <Paper withBorder component="ul" className={classes.rows}>
        {invitations.map((invitation) => (
          <Group component="li" key={invitation.id} justify="space-between" p="md" wrap="nowrap">
            <div style={{ minWidth: 0 }}>
              <Text fw={600} style={{ overflowWrap: 'anywhere' }}>
                {invitation.email}
              </Text>
              <Text fz="sm" c={invitation.expired ? 'var(--mantine-color-error)' : 'dimmed'}>
                {invitation.role} ·{' '}
                {invitation.expired ? 'the link has expired' : `until ${dayOf(invitation.expiresAt)}`}
                {invitation.invitedBy === null ? '' : ` · by ${invitation.invitedBy}`}
              </Text>
            </div>
            <Menu position="bottom-end" withinPortal>
              <Menu.Target>
                <Button
                  variant="default"
                  size="xs"
                  aria-label={`What to do about ${invitation.email}`}
                  loading={act.isPending && act.variables.invitation.id === invitation.id}
                >
                  <IconDots size={16} aria-hidden />
                </Button>
              </Menu.Target>
              <Menu.Dropdown>
                <Menu.Item onClick={() => act.mutate({ what: 'letter', invitation })}>Send the letter again</Menu.Item>
                <Menu.Item onClick={() => act.mutate({ what: 'link', invitation })}>
                  Give me a link to hand over
                </Menu.Item>
                <Menu.Item onClick={() => act.mutate({ what: 'withdraw', invitation })}>Withdraw it</Menu.Item>
              </Menu.Dropdown>
            </Menu>
          </Group>
        ))}
      </Paper>
    </Stack>
  );
}

function HandOver({ email, url }: { email: string; url: string }) {
  return (
    <Alert title={`For ${email}`} role="status">
      <Stack gap="xs" align="flex-start">
        <Text fz="sm">This link works once. The one in the letter has ended.</Text>
        <Code style={{ overflowWrap: 'anywhere' }}>{url}</Code>
        <CopyButton value={url}>
          {({ copied, copy }) => (
            <Button size="xs" variant="default" onClick={copy}>
              {copied ? 'Copied' : 'Copy the link'}
            </Button>
          )}
        </CopyButton>
      </Stack>
    </Alert>
  );
}
