import { Alert, Button, Stack, Text, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import type { LinkView } from '../../src/accounts/entry.schema.js';
import { faultOf, isAboutFields, sayProblem } from '../api/problem.js';
import { entryCall, signInByPassword } from './entry-call.js';
import { EntryPage } from './entry-page.js';
import { OneTimeLink } from './one-time-link.js';
import { NewPassword } from './password-fields.js';
import { SecondLock } from './second-lock.js';

const mayDo = {
  owner: 'You will run this house: courses, subscribers, team and settings.',
  editor: 'You will write courses and broadcasts.',
  support: 'You will look after subscribers and their letters.',
  viewer: 'You will see everything and change nothing.',
};

export function Screen() {
  const [password, setPassword] = useState<string | null>(null);
  if (password !== null)
    return (
      <EntryPage title="You are in" below="You can change all of this later under My account.">
        <SecondLock password={password} onDone={() => window.location.assign('/admin')} />
      </EntryPage>
    );
  return <OneTimeLink>{(link, token) => <Join link={link} token={token} onJoined={setPassword} />}</OneTimeLink>;
}

function Join({ link, token, onJoined }: { link: LinkView; token: string; onJoined: (password: string) => void }) {
  const [fault, setFault] = useState<unknown>(null);
  const [busy, setBusy] = useState(false);
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const fields = new FormData(event.currentTarget);
    const password = String(fields.get('password'));
    const typed = {
      name: String(fields.get('name')),
      ...(link.email === null ? { email: String(fields.get('email')) } : {}),
    };
    setBusy(true);
    try {
      const { email } = await entryCall<{ email: string }>('POST', `/entry/links/${encodeURIComponent(token)}`, {
        ...typed,
        password,
      });
      await signInByPassword(email, password);
      onJoined(password);
    } catch (error) {
      setFault(error);
    } finally {
      setBusy(false);
    }
  };
  const inFields = isAboutFields(fault);
  return (
    <EntryPage title={link.kind === 'owner' ? 'Welcome' : 'Join the team'}>
      <form onSubmit={(event) => void submit(event)} noValidate>
        <Stack>
          {fault !== null && !inFields && (
            <Alert color="coral" role="alert">
              {sayProblem(fault)}
            </Alert>
          )}
          <Text>{mayDo[link.role]}</Text>
          <TextInput label="Your name" name="name" autoComplete="name" required error={faultOf(fault, 'name')} />
          {link.email === null ? (
            <TextInput
              label="Email"
              name="email"
              type="email"
              autoComplete="username"
              required
              error={faultOf(fault, 'email')}
            />
          ) : (
            <TextInput label="Email" name="shown-email" value={link.email} readOnly autoComplete="username" />
          )}
          <NewPassword name="password" error={faultOf(fault, 'password')} />
          <Button type="submit" loading={busy}>
            {link.kind === 'owner' ? 'Begin' : 'Join'}
          </Button>
        </Stack>
      </form>
    </EntryPage>
  );
}
