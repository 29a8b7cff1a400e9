import { Anchor, Button, Group, Text, Timeline } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import type { TimelineItem } from '../../src/people/person.schema.js';
import { call, withQuery } from '../api/call.js';
import { Empty } from '../shell/empty.js';
import { Loaded } from '../shell/loaded.js';
import { StateBadge } from './state-badge.js';
import classes from './subscribers.module.css';
import { whenBoth, whenIn } from './when.js';

interface TimelinePage {
  items: TimelineItem[];
  next: string | null;
}

/** Everything that happened, newest first. */
export function PersonTimeline({
  id,
  zone,
  onLetter,
}: {
  id: string;
  zone: string | null;
  onLetter: (id: string) => void;
}) {
  const query = useInfiniteQuery({
    queryKey: ['subscribers', 'timeline', id],
    queryFn: ({ pageParam }) =>
      call<TimelinePage>('GET', withQuery(`/subscribers/${id}/timeline`, { after: pageParam, limit: 20 })),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
  });
  return (
    <Loaded query={query} lines={6}>
      {({ pages }) => {
        const items = pages.flatMap((page) => page.items);
        if (items.length === 0) return <Empty title="Nothing yet" />;
        return (
          <>
            <Timeline bulletSize={14} lineWidth={2} active={items.length}>
              {items.map((item) => (
                <Timeline.Item key={item.id} title={<Line item={item} onLetter={onLetter} />}>
                  {item.detail && (
                    <Text fz="sm" className={classes.breaks}>
                      {item.detail}
                    </Text>
                  )}
                  <Text fz="xs" c="dimmed">
                    {zone ? whenBoth(item.at, zone) : whenIn(item.at)}
                    {item.by ? `, by ${item.by}` : ''}
                  </Text>
                </Timeline.Item>
              ))}
            </Timeline>
            {query.hasNextPage && (
              <Button
                mt="md"
                variant="default"
                size="xs"
                loading={query.isFetchingNextPage}
                onClick={() => void query.fetchNextPage()}
              >
                Show earlier
              </Button>
            )}
          </>
        );
      }}
    </Loaded>
  );
}

function Line({ item, onLetter }: { item: TimelineItem; onLetter: (id: string) => void }) {
  const { letter } = item;
  if (item.kind !== 'letter' || !letter) return <span>{item.title}</span>;
  return (
    <Group gap="xs" wrap="wrap">
      {letter.shown ? (
        <Anchor component="button" type="button" ta="left" onClick={() => onLetter(letter.id)}>
          {item.title}
        </Anchor>
      ) : (
        <span>{item.title}</span>
      )}
      <StateBadge state={letter.state === 'in_doubt' ? 'in doubt' : letter.state} />
    </Group>
  );
}
