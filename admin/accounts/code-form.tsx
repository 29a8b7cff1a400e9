import { Alert, Anchor, Button, Stack, Text, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { ApiProblem, faultOf, sayProblem } from '../api/problem.js';
import { entryCall } from './entry-call.js';

/** The second factor: six digits from the app, or a recovery code when the telephone is gone. */
export function CodeForm({ onDone, onStartOver }: { onDone: () => void; onStartOver: (why: string | null) => void }) {
  const [recovery, setRecovery] = useState(false);
  const [fault, setFault] = useState<unknown>(null);
  const [busy, setBusy] = useState(false);
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const code = String(new FormData(event.currentTarget).get('code')).replace(/\s/g, '');
    setBusy(true);
    try {
      await entryCall('POST', recovery ? '/auth/two-factor/verify-backup-code' : '/auth/two-factor/verify-totp', {
        code,
      });
      onDone();
    } catch (error) {
      if (error instanceof ApiProblem && error.status === 410) onStartOver(sayProblem(error));
      else setFault(error);
    } finally {
      setBusy(false);
    }
  };
  const expected = faultOf(fault, 'code');
  return (
    <form onSubmit={(event) => void submit(event)} key={recovery ? 'recovery' : 'app'}>
      <Stack>
        {fault !== null && (
          <Alert color="coral" role="alert">
            {sayProblem(fault)}
          </Alert>
        )}
        <Text>
          {recovery ? 'Type one of the codes you kept. It works once.' : 'Your app shows six digits for Coursepost.'}
        </Text>
        <TextInput
          label={recovery ? 'Recovery code' : 'Code'}
          name="code"
          inputMode={recovery ? 'text' : 'numeric'}
          autoComplete={recovery ? 'off' : 'one-time-code'}
          autoFocus
          required
          error={expected}
        />
        <Button type="submit" loading={busy}>
          Sign in
        </Button>
        <Anchor component="button" type="button" fz="sm" onClick={() => (setRecovery(!recovery), setFault(null))}>
          {recovery ? 'I have my app after all' : 'I do not have my app: use a recovery code'}
        </Anchor>
        <Anchor component="button" type="button" fz="sm" onClick={() => onStartOver(null)}>
          Back to the password
        </Anchor>
      </Stack>
    </form>
  );
}
