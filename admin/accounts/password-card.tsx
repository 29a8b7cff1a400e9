import { Alert, Button, Group, PasswordInput, Stack } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useRef } from 'react';
import { faultOf, isAboutFields, sayProblem } from '../api/problem.js';
import { queryClient } from '../api/query-client.js';
import { Section } from '../shell/section.js';
import { entryCall } from './entry-call.js';
import { NewPassword } from './password-fields.js';

export function PasswordCard() {
  const form = useRef<HTMLFormElement>(null);
  const change = useMutation({
    mutationFn: (typed: { currentPassword: string; newPassword: string }) =>
      entryCall('POST', '/auth/change-password', { ...typed, revokeOtherSessions: true }),
    onSuccess: () => {
      form.current?.reset();
      notifications.show({ message: 'Your new password counts from now on. Other sign-ins have ended.' });
      void queryClient.invalidateQueries({ queryKey: ['security'] });
    },
  });
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const fields = new FormData(event.currentTarget);
    change.mutate({ currentPassword: String(fields.get('current')), newPassword: String(fields.get('new')) });
  };
  const inFields = isAboutFields(change.error);
  return (
    <Section landmark title="Password" lead="A new one ends every sign-in but this.">
      <form ref={form} onSubmit={submit} noValidate>
        <Stack>
          {change.error && !inFields && (
            <Alert color="coral" role="alert">
              {sayProblem(change.error)}
            </Alert>
          )}
          <PasswordInput
            label="Present password"
            name="current"
            autoComplete="current-password"
            required
            error={faultOf(change.error, 'password')}
          />
          <NewPassword name="new" label="New password" error={faultOf(change.error, 'newPassword')} />
          <Group>
            <Button type="submit" loading={change.isPending}>
              Change password
            </Button>
          </Group>
        </Stack>
      </form>
    </Section>
  );
}
