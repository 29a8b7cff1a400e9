import { Button, Group, Paper, Stack, Text, Timeline, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { Person, PersonWalk, WhyAnswer } from '../../src/people/person.schema.js';
import { call, withQuery } from '../api/call.js';
import { useMay } from '../api/me.js';
import { Loaded } from '../shell/loaded.js';
import { useAct } from './act.js';
import { whenBoth } from './when.js';

/** Why this person did or did not get this lesson: each decision with its reason, and what comes of it. */
export function WhyPanel({
  person,
  walk,
  lesson,
  onLetter,
}: {
  person: Person;
  walk: PersonWalk;
  lesson: string;
  onLetter: (id: string) => void;
}) {
  const query = useQuery({
    queryKey: ['subscribers', 'why', person.id, walk.id, lesson],
    queryFn: () => call<WhyAnswer>('GET', withQuery(`/subscribers/${person.id}/why`, { enrollment: walk.id, lesson })),
  });
  const mayWrite = useMay('subscribers.write');
  const again = useAct();
  const place = walk.lessons.find(({ key }) => key === lesson);
  const delivery = place?.deliveryId ?? null;
  return (
    <Paper bg="var(--house-panel)" p="md" role="region" aria-live="polite" aria-label="Why">
      <Loaded query={query} lines={4}>
        {({ verdict, decisions, zone, lesson: { subject } }) => (
          <Stack gap="sm">
            <div>
              <Title order={4} fz="md">
                Did they get “{subject}”?
              </Title>
              <Text fw={600}>
                {verdict.words}{' '}
                {verdict.at && `${verdict.kind === 'coming' ? 'Expected' : ''} ${whenBoth(verdict.at, zone)}.`}
              </Text>
            </div>
            <Timeline bulletSize={12} lineWidth={2} active={decisions.length}>
              {decisions.map(({ at, words, slot }, index) => (
                <Timeline.Item key={index} title={<Text fz="sm">{words}</Text>}>
                  <Text fz="xs" c="dimmed">
                    {at ? whenBoth(at, zone) : 'as things stand'}
                    {slot ? ` · for ${whenBoth(slot, zone)}` : ''}
                  </Text>
                </Timeline.Item>
              ))}
            </Timeline>
            {mayWrite && (place?.place === 'owed' || place?.place === 'skipped') && walk.state !== 'left' && (
              <Group gap="xs">
                <Button
                  size="xs"
                  variant="default"
                  loading={again.isPending}
                  onClick={() =>
                    again.mutate({
                      method: 'POST',
                      path: `${person.id}/enrollments/${walk.id}/move`,
                      body: { lesson },
                    })
                  }
                >
                  Make it the next one
                </Button>
                <Text fz="xs" c="dimmed">
                  Lessons before it that were not had are skipped; those after a step back come again.
                </Text>
              </Group>
            )}
            {delivery && place?.place === 'had' && (
              <Group gap="xs">
                <Button size="xs" variant="default" onClick={() => onLetter(delivery)}>
                  See the letter
                </Button>
                {mayWrite && walk.state !== 'left' && !person.suppressed && (
                  <Button
                    size="xs"
                    variant="default"
                    loading={again.isPending}
                    onClick={() =>
                      again.mutate({
                        method: 'POST',
                        path: `${person.id}/enrollments/${walk.id}/letters/${delivery}/repeat`,
                      })
                    }
                  >
                    Send it once more
                  </Button>
                )}
                <Text fz="xs" c="dimmed">
                  A repeat: they get this letter a second time, and the course goes on as it was.
                </Text>
              </Group>
            )}
          </Stack>
        )}
      </Loaded>
    </Paper>
  );
}
