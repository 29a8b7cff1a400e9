import { ActionIcon, Button, Group, Paper, Progress, Stack, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconX } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import type { BulkRun } from '../../src/people/bulk.schema.js';
import { call, quietly } from '../api/call.js';
import { useMay } from '../api/me.js';
import { sayProblem } from '../api/problem.js';
import { runWords } from './bulk-words.js';

/** Work on many people that is under way, or has ended a moment ago: how far it is, stop, go on, undo. */
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
  const turn = useMutation({
    mutationFn: (what: 'stop' | 'resume' | 'undo') => call<BulkRun>('POST', `/bulk/${run.id}/${what}`),
    onSuccess: () => client.invalidateQueries({ queryKey: ['bulk', 'runs'] }),
    onError: (error) => notifications.show({ message: sayProblem(error), color: 'coral' }),
  });
  const button = (what: 'stop' | 'resume' | 'undo', label: string) => (
    <Button size="xs" variant="default" loading={turn.isPending} onClick={() => turn.mutate(what)}>
      {label}
    </Button>
  );
  return (
    <Paper withBorder p="sm">
      <Group justify="space-between" gap="sm">
        <Text fz="sm" role="status">
          {runWords(run)}
          {run.state === 'stopped' ? '. Stopped.' : run.state === 'failed' ? `. ${run.failure ?? ''}` : ''}
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
    </Paper>
  );
}
