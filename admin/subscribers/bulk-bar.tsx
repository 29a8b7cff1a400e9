import { Anchor, Button, Group, Menu, Paper, Select, Stack, Text, Textarea, TextInput } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconChevronDown } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { BulkAct, BulkPeople, BulkRun } from '../../src/people/bulk.schema.js';
import type { Expression } from '../../src/subscribers/expression.schema.js';
import { call } from '../api/call.js';
import { ApiProblem, sayProblem } from '../api/problem.js';
import { Dialog } from '../shell/dialog.js';
import { bulkActs, type BulkKind, bulkWords, needs } from './bulk-words.js';
import { choicesQuery } from './subscribers.js';

export interface BulkBarProps {
  chosen: ReadonlySet<string>;
  /** Everybody the filter means, also those not shown. */
  everybody: boolean;
  filter: Expression;
  canMeanAll: boolean;
  onEverybody: () => void;
  onDone: () => void;
}

/** What can be done with those chosen; nothing is done before it was said how many they are. */
export function BulkBar({ chosen, everybody, filter, canMeanAll, onEverybody, onDone }: BulkBarProps) {
  const [kind, setKind] = useState<BulkKind | null>(null);
  if (chosen.size === 0) return null;
  const people: BulkPeople = everybody ? { filter } : { ids: [...chosen] };
  return (
    <Paper withBorder p="sm" role="region" aria-label="Those chosen">
      <Group justify="space-between" gap="sm">
        <Text role="status" fz="sm">
          {everybody ? 'Everybody the filters mean is chosen.' : `${chosen.size} chosen.`}{' '}
          {canMeanAll && !everybody && (
            <Anchor component="button" type="button" fz="sm" onClick={onEverybody}>
              Choose everybody, also those not shown
            </Anchor>
          )}
        </Text>
        <Group gap="xs">
          <Button size="xs" variant="subtle" onClick={onDone}>
            Choose nobody
          </Button>
          <Menu position="bottom-end">
            <Menu.Target>
              <Button size="xs" rightSection={<IconChevronDown size={14} aria-hidden />}>
                Do something with them
              </Button>
            </Menu.Target>
            <Menu.Dropdown>
              {bulkActs.map(({ kind: each, label, dangerous }) => (
                <Menu.Item key={each} {...(dangerous ? { color: 'coral' } : {})} onClick={() => setKind(each)}>
                  {label}
                </Menu.Item>
              ))}
            </Menu.Dropdown>
          </Menu>
        </Group>
      </Group>
      {kind && (
        <BulkDialog
          kind={kind}
          people={people}
          onClose={() => setKind(null)}
          onDone={() => {
            setKind(null);
            onDone();
          }}
        />
      )}
    </Paper>
  );
}

function BulkDialog({
  kind,
  people,
  onClose,
  onDone,
}: {
  kind: BulkKind;
  people: BulkPeople;
  onClose: () => void;
  onDone: () => void;
}) {
  const [tag, setTag] = useState('');
  const [course, setCourse] = useState<string | null>(null);
  const [words, setWords] = useState('');
  const choices = useQuery(choicesQuery);
  const client = useQueryClient();
  const count = useQuery({
    queryKey: ['bulk', 'count', people],
    queryFn: () => call<{ people: number }>('POST', '/bulk/count', { people }),
    gcTime: 0,
  });
  const start = useMutation({
    mutationFn: (act: BulkAct) => call<BulkRun>('POST', '/bulk', { act, people }),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: ['bulk', 'runs'] });
      notifications.show({ message: 'Under way. It goes on when you leave this page.' });
      onDone();
    },
  });
  const wants = needs(kind);
  const act = bulkActs.find((each) => each.kind === kind);
  const counted = count.data ? count.data.people.toLocaleString('en-GB') : '…';
  const fields = start.error instanceof ApiProblem ? Object.values(start.error.fields) : [];
  return (
    <Dialog opened onClose={onClose} title={act?.label ?? ''}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          start.mutate(bulkWords(kind, { tag, course: course ?? '', words }));
        }}
      >
        <Stack>
          <Text role="status">
            This concerns <strong>{counted}</strong> {count.data?.people === 1 ? 'person' : 'people'}. {act?.explains}
          </Text>
          {wants === 'tag' && (
            <TextInput
              label="Tag"
              required
              maxLength={40}
              value={tag}
              data-autofocus
              onChange={(event) => setTag(event.currentTarget.value)}
            />
          )}
          {(wants === 'course' || wants === 'course-and-consent') && (
            <Select
              label="Course"
              required
              data={(choices.data?.courses ?? []).map(({ slug, name }) => ({ value: slug, label: name }))}
              value={course}
              onChange={setCourse}
            />
          )}
          {(wants === 'course-and-consent' || wants === 'note') && (
            <Textarea
              label={wants === 'note' ? 'Why' : 'How they agreed'}
              description={wants === 'note' ? undefined : 'It is kept with each consent.'}
              required
              autosize
              minRows={2}
              value={words}
              onChange={(event) => setWords(event.currentTarget.value)}
            />
          )}
          {start.error && (
            <Text c="var(--mantine-color-error)" role="alert" fz="sm">
              {fields[0] ?? sayProblem(start.error)}
            </Text>
          )}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              Leave it
            </Button>
            <Button
              type="submit"
              loading={start.isPending}
              disabled={!count.data || count.data.people === 0}
              {...(act?.dangerous ? { color: 'coral' } : {})}
            >
              {act?.label} · {counted}
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  );
}
