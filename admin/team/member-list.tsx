import { ActionIcon, Alert, Avatar, Badge, Group, Paper, Stack, Text, Title } from '@mantine/core';
import { modals } from '@mantine/modals';
import { notifications } from '@mantine/notifications';
import { IconUserMinus } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import type { Member } from '../../src/accounts/team.schema.js';
import { call } from '../api/call.js';
import { meQuery, useMe } from '../api/me.js';
import { sayProblem } from '../api/problem.js';
import { queryClient } from '../api/query-client.js';
import { dayOf } from '../shell/moment.js';
import { RoleSelect } from './role-select.js';
import classes from './team.module.css';

export function MemberList({ members }: { members: readonly Member[] }) {
  const again = () =>
    Promise.all([queryClient.invalidateQueries({ queryKey: ['team'] }), queryClient.invalidateQueries(meQuery)]);
  const change = useMutation({
    mutationFn: ({ id, role }: { id: string; role: string }) => call('PATCH', `/team/members/${id}`, { role }),
    onSuccess: () => notifications.show({ message: 'Saved' }),
    onSettled: again,
  });
  const remove = useMutation({ mutationFn: (id: string) => call('DELETE', `/team/members/${id}`), onSettled: again });
  const fault = change.error ?? remove.error;
  return (
    <Stack component="section" aria-label="People" gap="sm">
      <Title order={2} fz="lg">
        People
      </Title>
      {fault && (
        <Alert color="coral" role="alert">
          {sayProblem(fault)}
        </Alert>
      )}
      <Paper withBorder component="ul" className={classes.rows}>
        {members.map((member) => (
          <MemberRow
            key={member.id}
            member={member}
            onRole={(role) => change.mutate({ id: member.id, role })}
            onRemove={() => askToRemove(member, () => remove.mutate(member.id))}
          />
        ))}
      </Paper>
    </Stack>
  );
}

function MemberRow({
  member,
  onRole,
  onRemove,
}: {
  member: Member;
  onRole: (role: string) => void;
  onRemove: () => void;
}) {
  const me = useMe();
  return (
    <Group component="li" justify="space-between" p="md" gap="sm">
      <Group gap="sm" wrap="nowrap" miw={0} flex="1 1 260px">
        <Avatar name={member.name} color="sea" radius="xl" variant="filled" aria-hidden />
        <div style={{ minWidth: 0 }}>
          <Group gap="xs">
            <Text fw={600}>{member.name}</Text>
            {member.id === me.id && <Badge variant="light">you</Badge>}
          </Group>
          <Text fz="sm" c="dimmed" style={{ overflowWrap: 'anywhere' }}>
            {member.email}
          </Text>
          <Text fz="sm" c="dimmed">
            {locksOf(member)} · {member.lastSeenAt ? `last seen ${dayOf(member.lastSeenAt)}` : 'not signed in'}
          </Text>
        </div>
      </Group>
      <Group gap="xs">
        <RoleSelect
          aria-label={`Role of ${member.name}`}
          value={member.role}
          w={130}
          onRole={(role) => role !== member.role && onRole(role)}
        />
        <ActionIcon variant="subtle" size="lg" aria-label={`Remove ${member.name} from the team`} onClick={onRemove}>
          <IconUserMinus size={18} />
        </ActionIcon>
      </Group>
    </Group>
  );
}

function locksOf({ passkeys, secondFactor }: Member): string {
  if (passkeys > 0) return secondFactor ? 'passkey and codes' : 'passkey';
  return secondFactor ? 'codes from an app' : 'password only';
}

function askToRemove({ name, email }: Member, remove: () => void): void {
  modals.openConfirmModal({
    title: `Remove ${name} from the team?`,
    children: `${name} (${email}) is signed out everywhere at once, and the keys they made stop working. What they changed stays, with their name. You can invite them again.`,
    labels: { confirm: 'Remove', cancel: 'Keep' },
    confirmProps: { color: 'coral' },
    onConfirm: remove,
  });
}
