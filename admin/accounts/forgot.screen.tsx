import { Alert, Anchor, Button, Stack, Text, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { faultOf, sayProblem } from '../api/problem.js';
import { entryCall } from './entry-call.js';
import { EntryPage } from './entry-page.js';

/** Says the same whether or not there is such a person. */
export function Screen() {
  const [sentTo, setSentTo] = useState<string | null>(null);
  const [fault, setFault] = useState<unknown>(null);
  const [busy, setBusy] = useState(false);
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const email = String(new FormData(event.currentTarget).get('email'));
    setBusy(true);
    try {
      await entryCall('POST', '/entry/resets', { email });
      setSentTo(email);
    } catch (error) {
      setFault(error);
    } finally {
      setBusy(false);
    }
  };
  const expected = faultOf(fault, 'email');
  return (
    <EntryPage title="A new password" below={<Anchor href="/admin">Back to sign in</Anchor>}>
      {sentTo === null ? (
        <form onSubmit={(event) => void submit(event)} noValidate>
          <Stack>
            {fault !== null && expected === undefined && (
              <Alert color="coral" role="alert">
                {sayProblem(fault)}
              </Alert>
            )}
            <Text>We send you a link to choose a new one.</Text>
            <TextInput label="Email" name="email" type="email" autoComplete="username" required error={expected} />
            <Button type="submit" loading={busy}>
              Send me the link
            </Button>
          </Stack>
        </form>
      ) : (
        <Stack role="status" style={{ overflowWrap: 'anywhere' }}>
          <Text>If {sentTo} belongs to the team, a letter with a link is on its way. The link works for an hour.</Text>
          <Text c="dimmed" fz="sm">
            No letter? Whoever runs the machine can make a link with: npx coursepost admin reset {sentTo}
          </Text>
        </Stack>
      )}
    </EntryPage>
  );
}
