import { Anchor, CloseButton, Drawer, Group, Stack, Text, Timeline, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { DeliveryItem } from '../../src/deliveries/delivery.schema.js';
import { Loaded } from '../shell/loaded.js';
import { When } from '../shell/when.js';
import { deliveryQuery, nameOf } from './deliveries.js';
import classes from './deliveries.module.css';

/** One letter: what is known of it, and the letter itself as it left. Null: nothing is open. */
export function DeliveryDrawer({ item, onClose }: { item: DeliveryItem | null; onClose: () => void }) {
  return (
    <Drawer.Root opened={item !== null} onClose={onClose} position="right" size="xl">
      <Drawer.Overlay />
      <Drawer.Content>
        {/* Mantine's own header would be a second banner of the page. */}
        <Drawer.Body p="lg">
          <Group justify="space-between" wrap="nowrap" align="flex-start" mb="sm">
            <Drawer.Title fz="lg" fw={600}>
              {item ? nameOf(item) : ''}
            </Drawer.Title>
            <CloseButton aria-label="Close" onClick={onClose} />
          </Group>
          {item && <Letter item={item} />}
        </Drawer.Body>
      </Drawer.Content>
    </Drawer.Root>
  );
}

function Letter({ item }: { item: DeliveryItem }) {
  const query = useQuery(deliveryQuery(item));
  return (
    <Stack gap="lg">
      <Text>
        To{' '}
        <Anchor
          underline="always"
          renderRoot={(props) => <Link to={`/subscribers/${item.subscriberId}`} {...props} />}
          className="breaks"
        >
          {item.person.email}
        </Anchor>
        {item.course ? `, in ${item.course.name}` : ''}. {item.stateSays}.
      </Text>
      <Loaded query={query}>
        {(letter) => (
          <>
            <Timeline bulletSize={14} lineWidth={2} active={letter.history.length}>
              {letter.history.map(({ at, what, by }) => (
                <Timeline.Item key={`${at} ${what}`} title={<span className="breaks">{what}</span>}>
                  <Text fz="sm" c="dimmed">
                    <When at={at} />
                    {by ? `, by ${by.startsWith('admin:') ? 'one of the team' : by}` : ''}
                  </Text>
                </Timeline.Item>
              ))}
            </Timeline>
            {letter.kept ? (
              <Stack gap="xs">
                <Title order={3} fz="md">
                  As it left
                </Title>
                <iframe
                  className={classes.frame}
                  sandbox=""
                  title={`The letter “${nameOf(item)}”`}
                  src={`/api/admin/subscribers/${letter.subscriberId}/letters/${letter.id}/page`}
                />
                <Text fz="xs" c="dimmed">
                  Its links lead nowhere here: they belong to its reader.
                </Text>
              </Stack>
            ) : (
              <Text c="dimmed">
                {letter.handedOverAt === null
                  ? 'It has not left yet, so there is no letter to show.'
                  : 'What it was filled with has been cleared, so it cannot be shown any more.'}
              </Text>
            )}
          </>
        )}
      </Loaded>
    </Stack>
  );
}
