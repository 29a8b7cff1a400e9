import { Alert, Button, Code, Group, Loader, Stack, Text, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { type FormEvent, useId, useState } from 'react';
import { faultOf, sayProblem } from '../api/problem.js';
import { entryCall } from './entry-call.js';
import { QrCode } from './qr-code.js';
import { RecoveryCodes } from './recovery-codes.js';

/** Switching on codes from an app: scan, type one, keep the recovery codes. Nothing counts before the code was right. */
export function AppCodes({
  password,
  onDone,
  onCancel,
}: {
  password: string;
  onDone: () => void;
  onCancel: () => void;
}) {
  const [fault, setFault] = useState<unknown>(null);
  const [busy, setBusy] = useState(false);
  const [on, setOn] = useState(false);
  const begun = useQuery({
    queryKey: ['second-factor', useId()],
    queryFn: () =>
      entryCall<{ totpURI: string; backupCodes: string[] }>('POST', '/auth/two-factor/enable', { password }),
    staleTime: Infinity,
    gcTime: 0,
    refetchOnWindowFocus: false,
  });
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const code = String(new FormData(event.currentTarget).get('code')).replace(/\s/g, '');
    setBusy(true);
    try {
      await entryCall('POST', '/auth/two-factor/verify-totp', { code });
      setOn(true);
    } catch (error) {
      setFault(error);
    } finally {
      setBusy(false);
    }
  };
  if (begun.error)
    return (
      <Stack>
        <Alert color="coral" role="alert">
          {sayProblem(begun.error)}
        </Alert>
        <Button variant="default" onClick={onCancel}>
          Back
        </Button>
      </Stack>
    );
  if (!begun.data) return <Loader aria-label="Loading" />;
  if (on) return <RecoveryCodes codes={begun.data.backupCodes} onDone={onDone} />;
  const secret = new URL(begun.data.totpURI).searchParams.get('secret') ?? '';
  const expected = faultOf(fault, 'code');
  return (
    <form onSubmit={(event) => void submit(event)} noValidate>
      <Stack>
        <Text>
          Scan this with your app for codes, such as the one of your telephone’s password manager, and type the six
          digits it shows.
        </Text>
        <Group justify="center">
          <QrCode text={begun.data.totpURI} label="A code to scan with your app" />
        </Group>
        <Text fz="sm">
          No camera? Type this into the app: <Code>{secret.match(/.{1,4}/g)?.join(' ')}</Code>
        </Text>
        {fault !== null && expected === undefined && (
          <Alert color="coral" role="alert">
            {sayProblem(fault)}
          </Alert>
        )}
        <TextInput
          label="Code"
          name="code"
          inputMode="numeric"
          autoComplete="one-time-code"
          required
          error={expected}
        />
        <Group grow>
          <Button variant="default" onClick={onCancel}>
            Back
          </Button>
          <Button type="submit" loading={busy}>
            Switch it on
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
