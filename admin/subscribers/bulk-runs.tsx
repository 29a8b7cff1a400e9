import { ActionIcon, Anchor, Button, Group, List, Paper, Progress, Stack, Text, Textarea } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconX } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useEffect, useRef, useState } from 'react';
import type { BulkRun } from '../../src/people/bulk.schema.js';
import { call, quietly } from '../api/call.js';
import { useMay } from '../api/me.js';
import { faultOf, sayProblem } from '../api/problem.js';
import { Dialog } from '../shell/dialog.js';
import { needs, runWords } from './bulk-words.js';

type Turn = 'stop' | 'resume' | 'undo';

/** Work on many people that is under way, or has ended a moment ago: how far it is, whom it set aside, stop, go on, undo. */
export function BulkRuns() {
  const mayWrite = useMay('subscribers.write');
  const [hidden, setHidden] = useState<ReadonlySet<string>>(new Set());
  const client = useQueryClient();
  const runs = useQuery({
    queryKey: ['bulk', 'runs'],
    queryFn: (query) => call<BulkRun[]>('GET', '/bulk', undefined, quietly(query)),
    refetchInterval: ({ state }) => (state.data?.some((run) => run.state === 'running') ? 1_000 : false),
  });
  const running = runs.data?.some((run) => run.state === 'running') ?? false;
  const wasRunning = useRef(running);
  useEffect(() => {
    if (wasRunning.current && !running) void client.invalidateQueries({ queryKey: ['subscribers'] });
    wasRunning.current = running;
  }, [running, client]);
  const shown = (runs.data ?? []).filter((run) => run.recent && !hidden.has(run.id));
  if (shown.length === 0) return null;
  return (
    <Stack gap="xs" role="region" aria-label="Work on many people">
      {shown.slice(0, 3).map((run) => (
        <Run key={run.id} run={run} mayWrite={mayWrite} onHide={() => setHidden(new Set([...hidden, run.id]))} />
      ))}
    </Stack>
  );
}

function Run({ run, mayWrite, onHide }: { run: BulkRun; mayWrite: boolean; onHide: () => void }) {
  const client = useQueryClient();
  const [asking, setAsking] = useState(false);
  const turn = useMutation({
    mutationFn: ({ what, body = {} }: { what: Turn; body?: { words?: string } }) =>
      call<BulkRun>('POST', `/bulk/${run.id}/${what}`, body),
    onSuccess: () => {
      setAsking(false);
      return client.invalidateQueries({ queryKey: ['bulk', 'runs'] });
    },
    onError: (error) => {
      if (!asking) notifications.show({ message: sayProblem(error), color: 'coral' });
    },
  });
  const asks = needs(run.act.do) === 'note' || needs(run.act.do) === 'course-and-consent';
  const button = (what: Turn, label: string) => (
    <Button
      size="xs"
      variant="default"
      loading={turn.isPending}
      onClick={() => (what === 'resume' && asks ? setAsking(true) : turn.mutate({ what }))}
    >
      {label}
    </Button>
  );
  return (
    <Paper withBorder p="sm">
      <Group justify="space-between" gap="sm">
        <Text fz="sm" role="status">
          {runWords(run)}
        </Text>
        <Group gap="xs">
          {mayWrite && run.state === 'running' && button('stop', 'Stop')}
          {mayWrite && (run.state === 'stopped' || run.state === 'failed') && button('resume', 'Go on')}
          {mayWrite && run.undoable && button('undo', 'Undo')}
          {run.state !== 'running' && (
            <ActionIcon variant="subtle" color="gray" aria-label="Hide this" onClick={onHide}>
              <IconX size={16} aria-hidden />
            </ActionIcon>
          )}
        </Group>
      </Group>
      {run.state === 'running' && (
        <Progress
          mt="xs"
          value={run.people === 0 ? 100 : Math.min((100 * run.done) / run.people, 100)}
          aria-label="How far it is"
          animated
        />
      )}
      <SetAside run={run} />
      {asking && (
        <WordsAgain
          run={run}
          problem={turn.error ? (faultOf(turn.error, 'words') ?? sayProblem(turn.error)) : null}
          pending={turn.isPending}
          onClose={() => setAsking(false)}
          onSay={(words) => turn.mutate({ what: 'resume', body: { words } })}
        />
      )}
    </Paper>
  );
}

/** With whom it could not be done, and why; the first of them. */
function SetAside({ run }: { run: BulkRun }) {
  if (run.setAside.length === 0) return null;
  const more = run.aside - run.setAside.length;
  return (
    <List fz="sm" mt="xs" spacing={2} aria-label="Set aside">
      {run.setAside.map(({ subscriberId, firstName, because }) => (
        <List.Item key={subscriberId}>
          <Anchor component={Link} to={`/subscribers/${subscriberId}`} fz="sm" underline="always">
            {firstName ?? 'Somebody'}
          </Anchor>
          : {because}
        </List.Item>
      ))}
      {more > 0 && <List.Item>And {more.toLocaleString('en-GB')} more.</List.Item>}
    </List>
  );
}

/** What was written for it went when it stopped. */
function WordsAgain(props: {
  run: BulkRun;
  problem: string | null;
  pending: boolean;
  onClose: () => void;
  onSay: (words: string) => void;
}) {
  const [words, setWords] = useState('');
  return (
    <Dialog opened onClose={props.onClose} title="Go on">
      <form
        onSubmit={(event) => {
          event.preventDefault();
          props.onSay(words);
        }}
      >
        <Stack>
          <Textarea
            label={needs(props.run.act.do) === 'note' ? 'Why' : 'How they agreed'}
            description="Please say it once more: what was written went when it stopped."
            required
            autosize
            minRows={2}
            data-autofocus
            value={words}
            error={props.problem}
            onChange={(event) => setWords(event.currentTarget.value)}
          />
          <Group justify="flex-end">
            <Button variant="default" onClick={props.onClose}>
              Leave it
            </Button>
            <Button type="submit" loading={props.pending}>
              Go on
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  );
}
