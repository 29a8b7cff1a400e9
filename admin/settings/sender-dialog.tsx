import { Alert, Button, Group, Stack, Text, TextInput } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { SenderView } from '../../src/settings/sender.schema.js';
import { shownSender } from '../../src/settings/shown-sender.js';
import { ApiProblem, faultOf, isAboutFields, sayProblem } from '../api/problem.js';
import { Dialog } from '../shell/dialog.js';
import { sendersQuery, type TypedSender, useSenderChange } from './senders.js';

/** Adds a sender, or changes one; what was typed stays until it is done. */
export function SenderDialog({ sender, onClose }: { sender: SenderView | null; onClose: () => void }) {
  const [typed, setTyped] = useState<TypedSender>({
    name: sender?.name ?? '',
    email: sender?.email ?? '',
    replyTo: sender?.replyTo ?? '',
  });
  /** Of the sender that the next save is made on: after a conflict it is the one that stands. */
  const [version, setVersion] = useState(sender?.version ?? 0);
  const client = useQueryClient();
  const { mutate, error, isPending, reset } = useSenderChange();
  const type = (part: Partial<TypedSender>) => {
    setTyped((before) => ({ ...before, ...part }));
    if (error) reset();
  };
  const save = () =>
    mutate(sender ? { kind: 'edit', sender, version, typed } : { kind: 'add', typed }, {
      onSuccess: () => {
        notifications.show({ message: 'Saved. It holds within seconds.' });
        onClose();
      },
      onError: (problem) => {
        if (!(problem instanceof ApiProblem) || !problem.versions) return;
        setVersion((problem.versions.theirs as SenderView).version);
        void client.invalidateQueries({ queryKey: sendersQuery.queryKey });
      },
    });
  const hasFields = isAboutFields(error);
  const theirs = error instanceof ApiProblem ? (error.versions?.theirs as TypedSender | undefined) : undefined;
  const email = typed.email.trim();
  return (
    <Dialog opened onClose={onClose} title={sender ? 'Change a sender' : 'Add a sender'}>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          save();
        }}
      >
        <Stack>
          <TextInput
            label="Name"
            description="As mail programs show it: a person, a team, or both."
            autoComplete="off"
            data-autofocus
            value={typed.name}
            error={faultOf(error, 'name')}
            onChange={({ currentTarget }) => type({ name: currentTarget.value })}
          />
          <TextInput
            label="Address"
            description="One your mail server may send from."
            inputMode="email"
            autoComplete="off"
            required
            value={typed.email}
            error={faultOf(error, 'email')}
            onChange={({ currentTarget }) => type({ email: currentTarget.value })}
          />
          <TextInput
            label="Answers go to"
            description="Unless a course names an address of its own. Empty: as the settings below say."
            inputMode="email"
            autoComplete="off"
            value={typed.replyTo}
            error={faultOf(error, 'replyTo')}
            onChange={({ currentTarget }) => type({ replyTo: currentTarget.value })}
          />
          {email !== '' && (
            <Text fz="sm" style={{ overflowWrap: 'anywhere' }}>
              An inbox shows: <b>{shownSender({ name: typed.name.trim(), email })}</b>
            </Text>
          )}
          {error && !hasFields && (
            <Alert color="coral" role="alert" title="Not saved yet">
              {sayProblem(error)}
              {theirs && ` It says now: ${shownSender(theirs)}.`}
              {theirs && ' What you typed is still here: press Save to put it in its place.'}
            </Alert>
          )}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              Not now
            </Button>
            <Button type="submit" loading={isPending}>
              {sender ? 'Save' : 'Add it'}
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  );
}
