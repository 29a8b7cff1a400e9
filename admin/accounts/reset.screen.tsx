import { Alert, Anchor, Button, List, Stack, Text } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import type { LinkTaken } from '../../src/accounts/entry.schema.js';
import { faultOf, sayProblem } from '../api/problem.js';
import { entryCall } from './entry-call.js';
import { dayOf } from '../shell/moment.js';
import { EntryPage } from './entry-page.js';
import { OneTimeLink } from './one-time-link.js';
import { NewPassword } from './password-fields.js';

export function Screen() {
  return <OneTimeLink>{(link, token) => <Choose email={link.email ?? ''} token={token} />}</OneTimeLink>;
}

/** A new password takes no passkey away: whoever lost one, or never added it, must see it. */
function StillOpen({ passkeys }: Pick<LinkTaken, 'passkeys'>) {
  return (
    <>
      <Text>These passkeys open your account as before:</Text>
      <List size="sm">
        {passkeys.map(({ name, addedAt }, index) => (
          <List.Item key={index}>
            {name ?? 'Passkey'}
            {addedAt && `, added ${dayOf(addedAt)}`}
          </List.Item>
        ))}
      </List>
      <Text>If one is lost or not yours, sign in and remove it under “My account”.</Text>
    </>
  );
}

function Choose({ email, token }: { email: string; token: string }) {
  const [done, setDone] = useState<LinkTaken | null>(null);
  const [fault, setFault] = useState<unknown>(null);
  const [busy, setBusy] = useState(false);
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const password = String(new FormData(event.currentTarget).get('password'));
    setBusy(true);
    try {
      setDone(await entryCall<LinkTaken>('POST', `/entry/links/${encodeURIComponent(token)}`, { password }));
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
          {done.passkeys.length > 0 && <StillOpen passkeys={done.passkeys} />}
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
