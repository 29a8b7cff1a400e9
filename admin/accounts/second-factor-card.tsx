import { Badge, Button, Group, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useState } from 'react';
import { queryClient } from '../api/query-client.js';
import { AppCodes } from './app-codes.js';
import { Section } from '../shell/section.js';
import { entryCall } from './entry-call.js';
import { RecoveryCodes } from './recovery-codes.js';
import { WithPassword } from './with-password.js';

type Step =
  | { name: 'rest' }
  | { name: 'ask'; what: 'on' | 'off' | 'codes' }
  | { name: 'scan'; password: string }
  | { name: 'codes'; codes: string[] };

export function SecondFactorCard({ on, codesLeft }: { on: boolean; codesLeft: number | null }) {
  const [step, setStep] = useState<Step>({ name: 'rest' });
  const rest = () => {
    setStep({ name: 'rest' });
    void queryClient.invalidateQueries({ queryKey: ['security'] });
  };
  return (
    <Section landmark title="Codes from an app" lead="After the password, six digits that change every half minute.">
      {step.name === 'rest' && <Rest on={on} codesLeft={codesLeft} ask={(what) => setStep({ name: 'ask', what })} />}
      {step.name === 'ask' && <Ask what={step.what} go={setStep} rest={rest} />}
      {step.name === 'scan' && <AppCodes password={step.password} onDone={rest} onCancel={rest} />}
      {step.name === 'codes' && <RecoveryCodes codes={step.codes} onDone={rest} />}
    </Section>
  );
}

function Rest({
  on,
  codesLeft,
  ask,
}: {
  on: boolean;
  codesLeft: number | null;
  ask: (what: 'on' | 'off' | 'codes') => void;
}) {
  if (!on)
    return (
      <Group justify="space-between">
        <Text fz="sm">They are off.</Text>
        <Button onClick={() => ask('on')}>Switch on</Button>
      </Group>
    );
  return (
    <Group justify="space-between">
      <Group gap="xs">
        <Badge variant="light">On</Badge>
        <Text fz="sm">
          {codesLeft === 1 ? '1 recovery code is left.' : `${codesLeft ?? 0} recovery codes are left.`}
        </Text>
      </Group>
      <Group gap="xs">
        <Button variant="default" onClick={() => ask('codes')}>
          New recovery codes
        </Button>
        <Button variant="default" onClick={() => ask('off')}>
          Switch off
        </Button>
      </Group>
    </Group>
  );
}

const asking = {
  on: { words: 'To begin, type your password.', button: 'Go on' },
  off: { words: 'From then on your password alone opens the door.', button: 'Switch off' },
  codes: { words: 'The codes you have now stop working.', button: 'Make new ones' },
};

function Ask({ what, go, rest }: { what: 'on' | 'off' | 'codes'; go: (step: Step) => void; rest: () => void }) {
  const act = async (password: string) => {
    if (what === 'on') return go({ name: 'scan', password });
    if (what === 'off') {
      await entryCall('POST', '/auth/two-factor/disable', { password });
      notifications.show({ message: 'Codes from an app are off.' });
      return rest();
    }
    const { backupCodes } = await entryCall<{ backupCodes: string[] }>(
      'POST',
      '/auth/two-factor/generate-backup-codes',
      { password },
    );
    go({ name: 'codes', codes: backupCodes });
  };
  return <WithPassword {...asking[what]} act={act} onCancel={rest} />;
}
