import { Alert, Button, Modal, Stack, Text, TextInput } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { notifications } from '@mantine/notifications';
import { IconUserPlus } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import type { Role } from '../../src/accounts/permissions.js';
import { call } from '../api/call.js';
import { faultOf, isAboutFields, sayProblem } from '../api/problem.js';
import { queryClient } from '../api/query-client.js';
import { RoleSelect } from './role-select.js';
import { roleWords } from './role-words.js';

export function InviteButton() {
  const [open, { open: show, close }] = useDisclosure(false);
  const [email, setEmail] = useState('');
  const [role, setRole] = useState<Role>('editor');
  const invite = useMutation({
    mutationFn: () => call('POST', '/team/invitations', { email, role }),
    onSuccess: () => {
      notifications.show({ message: `A letter is on its way to ${email}.` });
      setEmail('');
      close();
      return queryClient.invalidateQueries({ queryKey: ['team'] });
    },
  });
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    invite.mutate();
  };
  const inFields = isAboutFields(invite.error);
  return (
    <>
      <Button leftSection={<IconUserPlus size={18} aria-hidden />} onClick={show}>
        Invite somebody
      </Button>
      <Modal opened={open} onClose={close} title="Invite somebody">
        <form onSubmit={submit} noValidate>
          <Stack>
            {invite.error && !inFields && (
              <Alert color="coral" role="alert">
                {sayProblem(invite.error)}
              </Alert>
            )}
            <TextInput
              label="Email"
              type="email"
              value={email}
              onChange={(event) => setEmail(event.currentTarget.value)}
              error={faultOf(invite.error, 'email')}
              data-autofocus
              required
            />
            <RoleSelect
              label="Role"
              description={`May: ${roleWords[role]}.`}
              value={role}
              onRole={setRole}
              error={faultOf(invite.error, 'role')}
            />
            <Text fz="sm" c="dimmed">
              They get a letter with a link that works once, within 7 days.
            </Text>
            <Button type="submit" loading={invite.isPending}>
              Send the invitation
            </Button>
          </Stack>
        </form>
      </Modal>
    </>
  );
}
