import { Alert, Anchor, Button, Divider, PasswordInput, Stack, TextInput } from '@mantine/core';
import { IconFingerprint } from '@tabler/icons-react';
import { type FormEvent, useState } from 'react';
import { sayProblem } from '../api/problem.js';
import { CodeForm } from './code-form.js';
import { signInByPassword } from './entry-call.js';
import { passkeysWork, signInByPasskey } from './passkey.js';

/** Password and code, or a passkey; used on the sign-in page and, in place, when a session has ended. */
export function SignInForm({ onDone }: { onDone: () => void }) {
  const [fault, setFault] = useState<string | null>(null);
  const [busy, setBusy] = useState<'password' | 'passkey' | null>(null);
  const [codeDue, setCodeDue] = useState(false);
  const attempt = async (how: 'password' | 'passkey', work: () => Promise<'in' | 'code-due'>) => {
    setBusy(how);
    setFault(null);
    try {
      if ((await work()) === 'in') onDone();
      else setCodeDue(true);
    } catch (error) {
      setFault(sayProblem(error));
    } finally {
      setBusy(null);
    }
  };
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const fields = new FormData(event.currentTarget);
    void attempt('password', () => signInByPassword(String(fields.get('email')), String(fields.get('password'))));
  };
  const startOver = (why: string | null) => {
    setCodeDue(false);
    setFault(why);
  };
  if (codeDue) return <CodeForm onDone={onDone} onStartOver={startOver} />;
  return (
    <Stack>
      {fault !== null && (
        <Alert color="coral" role="alert">
          {fault}
        </Alert>
      )}
      <form onSubmit={submit}>
        <Stack>
          <TextInput label="Email" name="email" type="email" autoComplete="username" required />
          <PasswordInput label="Password" name="password" autoComplete="current-password" required />
          <Button type="submit" loading={busy === 'password'}>
            Sign in
          </Button>
        </Stack>
      </form>
      <Anchor href="/admin/forgot" fz="sm" ta="center">
        I forgot my password
      </Anchor>
      {passkeysWork() && (
        <>
          <Divider label="or" />
          <Button
            variant="default"
            leftSection={<IconFingerprint size={18} aria-hidden />}
            loading={busy === 'passkey'}
            onClick={() => void attempt('passkey', () => signInByPasskey().then(() => 'in' as const))}
          >
            Use a passkey
          </Button>
        </>
      )}
    </Stack>
  );
}
