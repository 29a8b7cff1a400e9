import { ActionIcon, Button, Group, Menu, Stack, Table, Text, TextInput } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconDots, IconPencil, IconTrash } from '@tabler/icons-react';
import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { TagDone, TagPage, TagUse } from '../../src/subscribers/tag.schema.js';
import { call, withQuery } from '../api/call.js';
import { useMay } from '../api/me.js';
import { ApiProblem, faultOf, sayProblem } from '../api/problem.js';
import { Dialog } from '../shell/dialog.js';
import { Loaded } from '../shell/loaded.js';
import { countWords } from './subscribers.js';

type Doing = { tag: TagUse; what: 'rename' | 'delete' } | null;

/** Every tag with how many have it and which segments name it; another name, one with another, gone. */
export function TagsDialog({ onClose }: { onClose: () => void }) {
  const [doing, setDoing] = useState<Doing>(null);
  const mayWrite = useMay('subscribers.write');
  const list = useInfiniteQuery({
    queryKey: ['tags'],
    queryFn: ({ pageParam }) => call<TagPage>('GET', withQuery('/tags', { after: pageParam })),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
  });
  const back = () => setDoing(null);
  return (
    <Dialog opened onClose={onClose} title={doing === null ? 'Tags' : `Tag “${doing.tag.name}”`} size="lg">
      {doing?.what === 'rename' && <Rename tag={doing.tag} onBack={back} />}
      {doing?.what === 'delete' && <Delete tag={doing.tag} onBack={back} />}
      {doing === null && (
        <Loaded query={list} lines={4}>
          {({ pages }) => (
            <Tags
              tags={pages.flatMap(({ items }) => items)}
              onDo={mayWrite ? (tag, what) => setDoing({ tag, what }) : null}
            />
          )}
        </Loaded>
      )}
      {doing === null && list.hasNextPage && (
        <Group justify="center" mt="sm">
          <Button variant="default" loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
            Show more
          </Button>
        </Group>
      )}
    </Dialog>
  );
}

function Tags({
  tags,
  onDo,
}: {
  tags: readonly TagUse[];
  onDo: ((tag: TagUse, what: 'rename' | 'delete') => void) | null;
}) {
  if (tags.length === 0)
    return <Text c="dimmed">No tags yet. A tag is there from the first person on who gets it.</Text>;
  return (
    <Table verticalSpacing="xs">
      <Table.Thead>
        <Table.Tr>
          <Table.Th>Tag</Table.Th>
          <Table.Th>People</Table.Th>
          <Table.Th>In segments</Table.Th>
          {onDo && <Table.Th w={48} aria-label="What can be done" />}
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {tags.map((tag) => (
          <Table.Tr key={tag.name}>
            <Table.Td style={{ overflowWrap: 'anywhere' }}>{tag.name}</Table.Td>
            <Table.Td>{countWords(tag)}</Table.Td>
            <Table.Td style={{ overflowWrap: 'anywhere' }}>{tag.segments.join(', ') || 'none'}</Table.Td>
            {onDo && (
              <Table.Td>
                <Menu position="bottom-end">
                  <Menu.Target>
                    <ActionIcon variant="subtle" color="gray" aria-label={`Change the tag ${tag.name}`}>
                      <IconDots size={18} aria-hidden />
                    </ActionIcon>
                  </Menu.Target>
                  <Menu.Dropdown>
                    <Menu.Item leftSection={<IconPencil size={16} aria-hidden />} onClick={() => onDo(tag, 'rename')}>
                      Another name, or one with another tag
                    </Menu.Item>
                    <Menu.Item
                      color="coral"
                      leftSection={<IconTrash size={16} aria-hidden />}
                      onClick={() => onDo(tag, 'delete')}
                    >
                      Delete
                    </Menu.Item>
                  </Menu.Dropdown>
                </Menu>
              </Table.Td>
            )}
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}

function Rename({ tag, onBack }: { tag: TagUse; onBack: () => void }) {
  const [into, setInto] = useState(tag.name);
  const change = useTagChange(onBack);
  const rename = (merge: boolean) =>
    change.mutate({ path: 'rename', body: { tag: tag.name, into, merge }, said: `“${tag.name}” is “${into}” now.` });
  // What the server said of the name as it was then; it may be another by now.
  const asked = change.variables?.body.into;
  const isThere =
    change.error instanceof ApiProblem &&
    asked === into &&
    /make the two one/.test(faultOf(change.error, 'into') ?? '');
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        rename(isThere);
      }}
    >
      <Stack>
        <Text fz="sm">{usesWords(tag)} They have the new name then, and so do the segments.</Text>
        <TextInput
          label="Name"
          data-autofocus
          value={into}
          error={change.error ? (faultOf(change.error, 'into') ?? sayProblem(change.error)) : null}
          onChange={(event) => setInto(event.currentTarget.value)}
        />
        <Group justify="flex-end">
          <Button variant="default" onClick={onBack}>
            Back
          </Button>
          <Button type="submit" loading={change.isPending} disabled={into.trim() === tag.name}>
            {isThere ? `Make “${tag.name}” and “${into.trim()}” one` : 'Keep'}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

function Delete({ tag, onBack }: { tag: TagUse; onBack: () => void }) {
  const change = useTagChange(onBack);
  return (
    <Stack>
      <Text fz="sm">
        {usesWords(tag)} The people stay, without it. Segments that name it say so, and find nobody by it any more. This
        cannot be undone.
      </Text>
      {change.error && (
        <Text fz="sm" c="coral" role="alert">
          {sayProblem(change.error)}
        </Text>
      )}
      <Group justify="flex-end">
        <Button variant="default" onClick={onBack} data-autofocus>
          Back
        </Button>
        <Button
          color="coral"
          loading={change.isPending}
          onClick={() => change.mutate({ path: 'delete', body: { tag: tag.name }, said: `“${tag.name}” is deleted.` })}
        >
          Delete the tag
        </Button>
      </Group>
    </Stack>
  );
}

/** '2 people have it, 1 segment names it.' */
function usesWords(tag: TagUse): string {
  const { people, segments } = tag;
  const named = segments.length === 1 ? '1 segment names it' : `${segments.length} segments name it`;
  return `${countWords(tag)} ${people === 1 ? 'person has' : 'people have'} it, ${named}.`;
}

interface TagChange {
  path: 'rename' | 'delete';
  body: { tag: string; into?: string; merge?: boolean };
  said: string;
}

function useTagChange(onDone: () => void) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ path, body }: TagChange) => call<TagDone>('POST', `/tags/${path}`, body),
    onSuccess: async (_, { said }) => {
      await Promise.all(
        ['tags', 'segments', 'subscribers'].map((key) => client.invalidateQueries({ queryKey: [key] })),
      );
      notifications.show({ message: said, color: 'sea' });
      onDone();
    },
  });
}
