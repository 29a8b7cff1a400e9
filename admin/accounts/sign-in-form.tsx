import { Alert, Button, PasswordInput, Stack, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { signIn } from './sign-in.js';

/** Address and password; used on the sign-in page and, in place, when a session has ended. */
export function SignInForm({ onDone }: { onDone: () => void }) {
  const [fault, setFault] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const fields = new FormData(event.currentTarget);
    setBusy(true);
    const said = await signIn(String(fields.get('email')), String(fields.get('password')));
    setBusy(false);
    setFault(said);
    if (said === null) onDone();
  };
  return (
    <form onSubmit={(event) => void submit(event)}>
      <Stack>
        {fault !== null && (
          <Alert color="coral" role="alert">
            {fault}
          </Alert>
        )}
        <TextInput label="Email" name="email" type="email" autoComplete="username" required />
        <PasswordInput label="Password" name="password" autoComplete="current-password" required />
        <Button type="submit" loading={busy}>
          Sign in
        </Button>
      </Stack>
    </form>
  );
}
