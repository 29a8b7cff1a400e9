import { ActionIcon, Button, Group, Menu, Pill, TextInput } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { notifications } from '@mantine/notifications';
import { IconBookmark, IconFilterPlus, IconTrash } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { Expression, Segment } from '../../src/subscribers/segment.schema.js';
import { call } from '../api/call.js';
import { useMay } from '../api/me.js';
import { faultOf, sayProblem } from '../api/problem.js';
import { Dialog } from '../shell/dialog.js';
import { ConditionDialog } from './condition-dialog.js';
import { choicesQuery, conditionWords, segmentsQuery } from './subscribers.js';

/** The filter as words, one pill a line; kept under a name as a segment. */
export function FilterBar({ filter, onChange }: { filter: Expression; onChange: (filter: Expression) => void }) {
  const choices = useQuery(choicesQuery);
  const [opened, { open, close }] = useDisclosure(false);
  return (
    <Group gap="xs" role="group" aria-label="Filters">
      {filter.map((line, index) => {
        const words = line.map((one) => conditionWords(one, choices.data)).join(' or ');
        return (
          <Pill
            key={JSON.stringify(line)}
            size="lg"
            withRemoveButton
            removeButtonProps={{ 'aria-label': `Remove the filter “${words}”`, tabIndex: 0, 'aria-hidden': false }}
            onRemove={() => onChange(filter.filter((_, place) => place !== index))}
          >
            {words}
          </Pill>
        );
      })}
      <Button variant="default" size="xs" leftSection={<IconFilterPlus size={16} aria-hidden />} onClick={open}>
        Add a filter
      </Button>
      <Segments filter={filter} onChange={onChange} />
      <ConditionDialog
        opened={opened}
        onClose={close}
        onAdd={(condition) => {
          onChange([...filter, [condition]]);
          close();
        }}
      />
    </Group>
  );
}

function Segments({ filter, onChange }: { filter: Expression; onChange: (filter: Expression) => void }) {
  const segments = useQuery(segmentsQuery);
  const mayWrite = useMay('subscribers.write');
  const client = useQueryClient();
  const remove = useMutation({
    mutationFn: (segment: Segment) => call('DELETE', `/segments/${segment.id}`),
    onSuccess: async (_, segment) => {
      await client.invalidateQueries({ queryKey: ['segments'] });
      notifications.show({ message: `“${segment.name}” is deleted. The people stay as they are.` });
    },
    onError: (error) => notifications.show({ message: sayProblem(error), color: 'coral' }),
  });
  const [saving, { open, close }] = useDisclosure(false);
  return (
    <>
      <Menu position="bottom-start" width={280}>
        <Menu.Target>
          <Button variant="default" size="xs" leftSection={<IconBookmark size={16} aria-hidden />}>
            Segments
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          {(segments.data ?? []).map((segment) => (
            <Group key={segment.id} wrap="nowrap" gap={0}>
              <Menu.Item onClick={() => onChange(segment.expression)}>{segment.name}</Menu.Item>
              {mayWrite && (
                <ActionIcon
                  variant="subtle"
                  color="gray"
                  aria-label={`Delete the segment “${segment.name}”`}
                  onClick={() => remove.mutate(segment)}
                >
                  <IconTrash size={16} aria-hidden />
                </ActionIcon>
              )}
            </Group>
          ))}
          {segments.data?.length === 0 && <Menu.Label>No segments yet</Menu.Label>}
          {mayWrite && (
            <>
              <Menu.Divider />
              <Menu.Item disabled={filter.length === 0} onClick={open}>
                Keep these filters …
              </Menu.Item>
            </>
          )}
        </Menu.Dropdown>
      </Menu>
      <Dialog opened={saving} onClose={close} title="Keep these filters as a segment">
        <SaveForm filter={filter} onDone={close} />
      </Dialog>
    </>
  );
}

function SaveForm({ filter, onDone }: { filter: Expression; onDone: () => void }) {
  const [name, setName] = useState('');
  const client = useQueryClient();
  const save = useMutation({
    mutationFn: () => call<Segment>('POST', '/segments', { name, expression: filter }),
    onSuccess: async () => {
      onDone();
      await client.invalidateQueries({ queryKey: ['segments'] });
    },
  });
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate();
      }}
    >
      <TextInput
        label="Name"
        data-autofocus
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
        error={save.error ? (faultOf(save.error, 'name') ?? sayProblem(save.error)) : null}
      />
      <Group justify="flex-end" mt="md">
        <Button type="submit" loading={save.isPending}>
          Keep
        </Button>
      </Group>
    </form>
  );
}
