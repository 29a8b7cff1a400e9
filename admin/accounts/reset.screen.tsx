import { Alert, Anchor, Button, Stack, Text } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { faultOf, sayProblem } from '../api/problem.js';
import { entryCall } from './entry-call.js';
import { EntryPage } from './entry-page.js';
import { OneTimeLink } from './one-time-link.js';
import { NewPassword } from './password-fields.js';

export function Screen() {
  return <OneTimeLink>{(link, token) => <Choose email={link.email ?? ''} token={token} />}</OneTimeLink>;
}

function Choose({ email, token }: { email: string; token: string }) {
  const [done, setDone] = useState(false);
  const [fault, setFault] = useState<unknown>(null);
  const [busy, setBusy] = useState(false);
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const password = String(new FormData(event.currentTarget).get('password'));
    setBusy(true);
    try {
      await entryCall('POST', `/entry/links/${encodeURIComponent(token)}`, { password });
      setDone(true);
    } catch (error) {
      setFault(error);
    } finally {
      setBusy(false);
    }
  };
  const expected = faultOf(fault, 'password');
  return (
    <EntryPage title="A new password">
      {done ? (
        <Stack role="status">
          <Text>Your new password counts from now on, and every earlier sign-in has ended.</Text>
          <Anchor href="/admin">Sign in</Anchor>
        </Stack>
      ) : (
        <form onSubmit={(event) => void submit(event)} noValidate>
          <Stack>
            {fault !== null && expected === undefined && (
              <Alert color="coral" role="alert">
                {sayProblem(fault)}
              </Alert>
            )}
            <Text style={{ overflowWrap: 'anywhere' }}>For {email}.</Text>
            <input type="hidden" name="username" autoComplete="username" value={email} readOnly />
            <NewPassword name="password" label="New password" error={expected} />
            <Button type="submit" loading={busy}>
              Keep it
            </Button>
          </Stack>
        </form>
      )}
    </EntryPage>
  );
}
