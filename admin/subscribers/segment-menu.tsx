import { Button, Group, Menu, Text, TextInput } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import {
  IconBookmark,
  IconBookmarkFilled,
  IconDeviceFloppy,
  IconPencil,
  IconPlus,
  IconTrash,
} from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { Segment, SegmentBody } from '../../src/subscribers/segment.schema.js';
import { call } from '../api/call.js';
import { useMay } from '../api/me.js';
import { faultOf, sayProblem } from '../api/problem.js';
import { Dialog } from '../shell/dialog.js';
import type { Asked } from './people-address.js';
import type { ListAddress } from './list-address.js';
import { segmentsQuery } from './subscribers.js';

interface SegmentMenuProps {
  asked: Asked;
  /** To another segment or filter; the search stays. */
  onGo: (address: Pick<ListAddress, 'filter' | 'segment'>) => void;
}

/** Filters kept under a name: chosen, kept, changed, renamed, deleted. */
export function SegmentMenu({ asked, onGo }: SegmentMenuProps) {
  const { segment, filter, isChanged } = asked;
  const segments = useQuery(segmentsQuery);
  const mayWrite = useMay('subscribers.write');
  const [naming, setNaming] = useState<'new' | 'rename' | null>(null);
  const { change, remove } = useSegmentChanges(onGo);
  const keep = () => segment && filter && change.mutate({ segment, body: { name: segment.name, expression: filter } });
  return (
    <>
      <Menu position="bottom-start" width={300}>
        <Menu.Target>
          <Button
            variant={segment ? 'light' : 'default'}
            size="xs"
            leftSection={
              segment ? <IconBookmarkFilled size={16} aria-hidden /> : <IconBookmark size={16} aria-hidden />
            }
          >
            {segment ? `Segment: ${segment.name}${isChanged ? ', changed' : ''}` : 'Segments'}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          {(segments.data ?? []).map((each) => (
            <Menu.Item
              key={each.id}
              {...(each.id === segment?.id ? { 'aria-current': 'true' as const, fw: 600 } : {})}
              onClick={() => onGo({ segment: each.id })}
            >
              {each.name}
              {each.gone.length > 0 && (
                <Text fz="xs" c="dimmed">
                  {each.gone.join(', ')}: gone, nobody is found by it
                </Text>
              )}
            </Menu.Item>
          ))}
          {segments.data?.length === 0 && <Menu.Label>No segments yet: filters kept under a name</Menu.Label>}
          {mayWrite && (segment !== null || (filter?.length ?? 0) > 0) && <Menu.Divider />}
          {mayWrite && segment && (
            <>
              <Menu.Item leftSection={<IconPencil size={16} aria-hidden />} onClick={() => setNaming('rename')}>
                Change its name
              </Menu.Item>
              <Menu.Item
                color="coral"
                leftSection={<IconTrash size={16} aria-hidden />}
                onClick={() => remove.mutate(segment)}
              >
                Delete “{segment.name}”
              </Menu.Item>
            </>
          )}
          {mayWrite && filter && filter.length > 0 && (!segment || isChanged) && (
            <Menu.Item leftSection={<IconPlus size={16} aria-hidden />} onClick={() => setNaming('new')}>
              Keep these filters as a segment
            </Menu.Item>
          )}
        </Menu.Dropdown>
      </Menu>
      {mayWrite && isChanged && (
        <Button
          size="xs"
          variant="light"
          leftSection={<IconDeviceFloppy size={16} aria-hidden />}
          loading={change.isPending}
          onClick={keep}
        >
          Keep the change in “{segment?.name}”
        </Button>
      )}
      {naming && filter && (
        <NameDialog
          title={naming === 'new' ? 'Keep as a segment' : 'Change the name of the segment'}
          segment={naming === 'new' ? null : segment}
          expression={naming === 'rename' && segment ? segment.expression : filter}
          onClose={() => setNaming(null)}
          onDone={(saved) => {
            setNaming(null);
            if (naming === 'new') onGo({ segment: saved.id });
          }}
        />
      )}
    </>
  );
}

function useSegmentChanges(onGo: SegmentMenuProps['onGo']) {
  const client = useQueryClient();
  const show = (message: string, color = 'sea') => notifications.show({ message, color });
  const onError = (error: Error) => show(sayProblem(error), 'coral');
  const change = useMutation({
    mutationFn: ({ segment, body }: { segment: Segment; body: SegmentBody }) =>
      call<Segment>('PUT', `/segments/${segment.id}`, body),
    onSuccess: async (saved) => {
      await client.invalidateQueries({ queryKey: ['segments'] });
      onGo({ segment: saved.id });
      show(`“${saved.name}” is kept with these filters.`);
    },
    onError,
  });
  const restore = useMutation({
    mutationFn: ({ name, expression }: Segment) => call<Segment>('POST', '/segments', { name, expression }),
    onSuccess: async (saved) => {
      await client.invalidateQueries({ queryKey: ['segments'] });
      onGo({ segment: saved.id });
      show(`“${saved.name}” is back.`);
    },
    onError,
  });
  const remove = useMutation({
    mutationFn: (segment: Segment) => call('DELETE', `/segments/${segment.id}`),
    onSuccess: async (_, segment) => {
      const id = `segment ${segment.id}`;
      const undo = () => {
        notifications.hide(id);
        restore.mutate(segment);
      };
      // The people stay in sight: what was the segment's filter is now nobody's.
      onGo({ filter: segment.expression });
      await client.invalidateQueries({ queryKey: ['segments'] });
      notifications.show({
        id,
        autoClose: 15_000,
        message: (
          <Group gap="sm" justify="space-between">
            <span>“{segment.name}” is deleted. The people stay as they are.</span>
            <Button size="compact-sm" variant="default" onClick={undo}>
              Bring it back
            </Button>
          </Group>
        ),
      });
    },
    onError,
  });
  return { change, remove };
}

function NameDialog({
  title,
  segment,
  expression,
  onClose,
  onDone,
}: {
  title: string;
  /** Null: a new one. */
  segment: Segment | null;
  expression: SegmentBody['expression'];
  onClose: () => void;
  onDone: (saved: Segment) => void;
}) {
  const [name, setName] = useState(segment?.name ?? '');
  const client = useQueryClient();
  const save = useMutation({
    mutationFn: () =>
      segment
        ? call<Segment>('PUT', `/segments/${segment.id}`, { name, expression })
        : call<Segment>('POST', '/segments', { name, expression }),
    onSuccess: async (saved) => {
      await client.invalidateQueries({ queryKey: ['segments'] });
      onDone(saved);
    },
  });
  return (
    <Dialog opened title={title} onClose={onClose}>
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
    </Dialog>
  );
}
