import { Alert, Button, Stack, Text } from '@mantine/core';
import { IconDeviceMobile, IconFingerprint } from '@tabler/icons-react';
import { useState } from 'react';
import { sayProblem } from '../api/problem.js';
import { AppCodes } from './app-codes.js';
import { addPasskey, deviceName, passkeysWork } from './passkey.js';

/** Right after joining: one more lock, or not now. */
export function SecondLock({ password, onDone }: { password: string; onDone: () => void }) {
  const [choice, setChoice] = useState<'none' | 'app'>('none');
  const [fault, setFault] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const byPasskey = async () => {
    setBusy(true);
    setFault(null);
    try {
      await addPasskey(deviceName());
      onDone();
    } catch (error) {
      setFault(sayProblem(error));
    } finally {
      setBusy(false);
    }
  };
  if (choice === 'app') return <AppCodes password={password} onDone={onDone} onCancel={() => setChoice('none')} />;
  return (
    <Stack>
      {fault !== null && (
        <Alert color="coral" role="alert">
          {fault}
        </Alert>
      )}
      <Text>
        Your readers’ addresses are in here. One more lock keeps them safe, should your password ever get lost.
      </Text>
      {passkeysWork() && (
        <Button leftSection={<IconFingerprint size={18} aria-hidden />} loading={busy} onClick={() => void byPasskey()}>
          Add a passkey
        </Button>
      )}
      <Button
        variant="default"
        leftSection={<IconDeviceMobile size={18} aria-hidden />}
        onClick={() => setChoice('app')}
      >
        Use codes from an app
      </Button>
      <Button variant="subtle" onClick={onDone}>
        Not now
      </Button>
    </Stack>
  );
}
