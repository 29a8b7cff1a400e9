import { Badge, Button, Divider, Group, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useState } from 'react';
import type { SendersView, SenderView } from '../../src/settings/sender.schema.js';
import { useMay } from '../api/me.js';
import { sayProblem } from '../api/problem.js';
import { Loaded } from '../shell/loaded.js';
import { SenderDialog } from './sender-dialog.js';
import { sendersQuery, useSenderChange } from './senders.js';
import { SettingsSection } from './settings-section.js';

/** Who letters may come from: a list that is saved at once, apart from the form below it. */
export function SendersSection() {
  return (
    <SettingsSection title="Senders">
      <Loaded query={useQuery(sendersQuery)} lines={3}>
        {(view) => <SenderList view={view} />}
      </Loaded>
    </SettingsSection>
  );
}

function SenderList({ view }: { view: SendersView }) {
  const [open, setOpen] = useState<SenderView | 'new' | null>(null);
  const mayWrite = useMay('settings.write');
  const { mutate, error, variables, isPending, data, reset } = useSenderChange();
  const removed = data && variables?.kind === 'remove' ? variables.sender : null;
  return (
    <>
      <Text c="dimmed" fz="sm">
        Who letters come from. A course chooses one in its settings; letters of the house, and of courses that choose
        none, come from the default.
        {!view.signs && ' Coursepost does not sign letters itself here (DKIM): your mail server has to.'}
      </Text>
      <Stack component="ul" gap="md" m={0} p={0} style={{ listStyle: 'none' }}>
        {view.senders.map((sender, index) => (
          <li key={sender.id ?? 'own'}>
            {index > 0 && <Divider mb="md" />}
            <SenderLines sender={sender} view={view} />
            {mayWrite && sender.id !== null && (
              <Group gap="xs" mt="xs">
                <Button
                  size="compact-sm"
                  variant="default"
                  aria-label={`Change ${sender.email}`}
                  onClick={() => {
                    reset();
                    setOpen(sender);
                  }}
                >
                  Change
                </Button>
                {!sender.isDefault && view.defaultSetBy === null && (
                  <Button
                    size="compact-sm"
                    variant="default"
                    aria-label={`Make default: ${sender.email}`}
                    disabled={isPending}
                    onClick={() => mutate({ kind: 'default', sender })}
                  >
                    Make default
                  </Button>
                )}
                {!sender.isDefault && (
                  <Button
                    size="compact-sm"
                    variant="subtle"
                    aria-label={`Remove ${sender.email}`}
                    disabled={isPending}
                    onClick={() => mutate({ kind: 'remove', sender })}
                  >
                    Remove
                  </Button>
                )}
              </Group>
            )}
            {error && variables && variables.kind !== 'add' && variables.sender.id === sender.id && (
              <Text c="var(--mantine-color-error)" fz="sm" mt="xs" role="alert">
                {sayProblem(error)}
              </Text>
            )}
          </li>
        ))}
      </Stack>
      <div role="status">
        {removed && (
          <Group gap="sm">
            <Text fz="sm">{removed.email} is removed.</Text>
            <Button
              size="compact-sm"
              variant="subtle"
              onClick={() => mutate({ kind: 'add', typed: { ...removed, replyTo: removed.replyTo ?? '' } })}
            >
              Put it back
            </Button>
          </Group>
        )}
      </div>
      {mayWrite && (
        <Group>
          <Button
            variant="default"
            onClick={() => {
              reset();
              setOpen('new');
            }}
          >
            Add a sender
          </Button>
        </Group>
      )}
      {open !== null && <SenderDialog sender={open === 'new' ? null : open} onClose={() => setOpen(null)} />}
    </>
  );
}

function SenderLines({ sender, view }: { sender: SenderView; view: SendersView }) {
  const { name, email, isDefault, setBy, answersTo, usedBy, warning } = sender;
  return (
    <Stack gap={2} style={{ overflowWrap: 'anywhere' }}>
      <Group gap="xs">
        <Text fw={600}>{name === '' ? email : name}</Text>
        {isDefault && (
          <Badge variant="light" tt="none">
            Default
          </Badge>
        )}
      </Group>
      {name !== '' && <Text fz="sm">{email}</Text>}
      <Text fz="sm" c="dimmed">
        {answersTo === null || answersTo === email ? 'Answers go to the same address.' : `Answers go to ${answersTo}.`}
        {usedBy.length > 0 && ` Chosen by ${usedBy.map((course) => course.name).join(', ')}.`}
      </Text>
      {setBy !== 'page' && (
        <Text fz="sm" c="dimmed">
          {setBy === 'environment'
            ? `Set by ${view.defaultSetBy} where Coursepost is started; it can be changed there.`
            : 'An example that came with Coursepost. Add your own sender, and it takes its place.'}
        </Text>
      )}
      {warning && (
        <Group gap={6} wrap="nowrap" align="flex-start" mt={4}>
          <IconAlertTriangle
            size={18}
            aria-hidden
            style={{ flexShrink: 0, marginTop: 2 }}
            color="var(--mantine-color-coral-6)"
          />
          <Text fz="sm">{warning}</Text>
        </Group>
      )}
    </Stack>
  );
}
