import { Anchor, Badge, Checkbox, Group, Stack, Table, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { SubscriberItem } from '../../src/subscribers/subscriber-list.schema.js';
import { dayOf } from '../shell/moment.js';
import type { ListAddress } from './list-address.js';
import { cityOf } from './subscribers.js';
import classes from './subscribers.module.css';

export interface PeopleTableProps {
  people: readonly SubscriberItem[];
  /** Null: nothing can be chosen. */
  chosen: ReadonlySet<string> | null;
  everybody: boolean;
  onChoose: (chosen: ReadonlySet<string>) => void;
  /** Of this very list, so that a person's page leads back to it. */
  address: ListAddress;
}

/** A line a person; on a phone what matters less goes under the name. */
export function PeopleTable({ people, chosen, everybody, onChoose, address }: PeopleTableProps) {
  const all = people.length > 0 && people.every(({ id }) => chosen?.has(id));
  const toggle = (id: string) => {
    const next = new Set(chosen);
    if (!next.delete(id)) next.add(id);
    onChoose(next);
  };
  return (
    <Table verticalSpacing="sm" className={classes.people}>
      <Table.Thead>
        <Table.Tr>
          {chosen && (
            <Table.Th w={40}>
              <Checkbox
                aria-label="Choose everybody shown"
                checked={all || everybody}
                indeterminate={!all && !everybody && chosen.size > 0}
                onChange={() => onChoose(all ? new Set() : new Set(people.map(({ id }) => id)))}
              />
            </Table.Th>
          )}
          <Table.Th>Subscriber</Table.Th>
          <Table.Th>Courses</Table.Th>
          <Table.Th visibleFrom="md">Tags</Table.Th>
          <Table.Th visibleFrom="sm">Joined</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {people.map((one) => (
          <Table.Tr key={one.id}>
            {chosen && (
              <Table.Td>
                <Checkbox
                  aria-label={`Choose ${one.email}`}
                  checked={everybody || chosen.has(one.id)}
                  onChange={() => toggle(one.id)}
                />
              </Table.Td>
            )}
            <Table.Td>
              <Stack gap={0}>
                <Anchor
                  fw={600}
                  className={classes.breaks}
                  renderRoot={(props) => (
                    <Link to="/subscribers/$id" params={{ id: one.id }} state={{ people: address }} {...props} />
                  )}
                >
                  {one.email}
                </Anchor>
                <Text fz="sm" c="dimmed">
                  {[one.firstName, one.zone && cityOf(one.zone)].filter(Boolean).join(' · ')}
                </Text>
              </Stack>
            </Table.Td>
            <Table.Td>
              <Walks one={one} />
            </Table.Td>
            <Table.Td visibleFrom="md">
              <Group gap={4}>
                {one.tags.map((tag) => (
                  <Badge key={tag} variant="default" tt="none" fw={500}>
                    {tag}
                  </Badge>
                ))}
              </Group>
            </Table.Td>
            <Table.Td visibleFrom="sm">
              <Text fz="sm" c="dimmed">
                {dayOf(one.joinedAt)}
              </Text>
            </Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}

function Walks({ one }: { one: SubscriberItem }) {
  if (one.suppressed)
    return (
      <Badge color="coral" variant="filled" tt="none">
        suppressed
      </Badge>
    );
  if (one.state === 'unconfirmed') return <Text fz="sm">not confirmed</Text>;
  return (
    <Stack gap={0}>
      {one.walks.map(({ name, state, had }, index) => (
        <Text key={index} fz="sm">
          {name}{' '}
          <Text span c="dimmed" fz="sm">
            {state === 'active' ? `day ${had}` : state === 'paused' ? `paused at day ${had}` : state}
          </Text>
        </Text>
      ))}
    </Stack>
  );
}
