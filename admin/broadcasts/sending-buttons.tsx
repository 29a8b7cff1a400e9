import { Button, Group, Stack, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconPlayerPause, IconPlayerPlay } from '@tabler/icons-react';
import type { BroadcastView } from '../../src/broadcasts/broadcast.schema.js';
import type { SendingProgress } from '../../src/broadcasts/sending.schema.js';
import { sayProblem } from '../api/problem.js';
import { Dialog } from '../shell/dialog.js';
import { stopWords } from './progress-words.js';
import { isLateQuestion, useIssueAct } from './use-issue-acts.js';

export interface SendingButtonsProps {
  view: BroadcastView;
  figures: SendingProgress;
}

/** Pause, go on, stop for good. */
export function SendingButtons({ view, figures }: SendingButtonsProps) {
  const act = useIssueAct(view.id);
  const [opened, { open, close }] = useDisclosure(false);
  const isLate = view.pausedBecause === 'late';
  const isBusy = (name: string) => act.isPending && act.variables.act === name;
  const asksLate = act.error !== null && isLateQuestion(act.error, act.variables) && view.state === 'paused';
  const resume = (lateToo: boolean) => act.mutate({ act: 'resume', body: { lateToo } });
  return (
    <Group gap="sm">
      {view.state === 'sending' ? (
        <Button
          variant="default"
          leftSection={<IconPlayerPause size={16} aria-hidden />}
          loading={isBusy('pause')}
          onClick={() => act.mutate({ act: 'pause' })}
        >
          Pause
        </Button>
      ) : (
        <Button
          leftSection={<IconPlayerPlay size={16} aria-hidden />}
          loading={isBusy('resume')}
          onClick={() => resume(isLate)}
        >
          {isLate ? 'Send it all the same' : 'Go on'}
        </Button>
      )}
      <Button variant="subtle" color="coral" onClick={open}>
        Stop for good
      </Button>
      <Dialog opened={asksLate} title="It is late by now" onClose={() => act.reset()}>
        <Stack>
          <Text fz="sm">{sayProblem(act.error)}</Text>
          <Group justify="flex-end">
            <Button variant="default" onClick={() => act.reset()}>
              Not now
            </Button>
            <Button onClick={() => resume(true)}>Send it all the same</Button>
          </Group>
        </Stack>
      </Dialog>
      <Dialog opened={opened} title="Stop for good?" onClose={close}>
        <Stack>
          <Text fz="sm">{stopWords(figures)}</Text>
          <Group justify="flex-end">
            <Button variant="default" onClick={close}>
              Do not stop
            </Button>
            <Button
              color="coral.8"
              loading={isBusy('stop')}
              onClick={() => act.mutate({ act: 'stop' }, { onSettled: close })}
            >
              Stop it for good
            </Button>
          </Group>
        </Stack>
      </Dialog>
    </Group>
  );
}
