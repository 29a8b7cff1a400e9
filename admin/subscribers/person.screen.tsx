import { Alert, Group, SimpleGrid, Stack, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useLocation, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import type { Person } from '../../src/people/person.schema.js';
import { Empty } from '../shell/empty.js';
import { Loaded } from '../shell/loaded.js';
import { dayOf } from '../shell/moment.js';
import { PageHead } from '../shell/page-head.js';
import { FactsCard } from './facts-card.js';
import { LetterDialog } from './letter-dialog.js';
import { PersonMenu } from './person-menu.js';
import { PersonTimeline } from './person-timeline.js';
import { cityOf, personQuery } from './subscribers.js';
import { WalkCard } from './walk-card.js';

/** One long calm page: how they stand, what the team can do, everything that happened. */
export function Screen() {
  const { id } = useParams({ strict: false });
  const query = useQuery(personQuery(String(id)));
  return (
    <Loaded query={query} lines={8}>
      {(person) => <Page person={person} />}
    </Loaded>
  );
}

function Page({ person }: { person: Person }) {
  const [letter, setLetter] = useState<string | null>(null);
  const people = useLocation({ select: ({ state }) => state.people });
  const lead = [person.firstName, person.zone && cityOf(person.zone), `joined ${dayOf(person.joinedAt)}`];
  return (
    <>
      <PageHead
        title={person.email}
        lead={lead.filter(Boolean).join(' · ')}
        back={{ to: '/subscribers', search: people ?? {}, label: 'Subscribers' }}
      >
        <PersonMenu person={person} />
      </PageHead>
      <Stack gap="xl">
        {person.suppressed && <Suppressed suppressed={person.suppressed} />}
        {person.state === 'unconfirmed' && (
          <Alert color="gray" title="Not confirmed">
            They have filled in a form, and have not pressed the button in the letter that asks them to.
          </Alert>
        )}
        <section aria-labelledby="courses">
          <Group gap="xs" mb="sm">
            <Title order={2} id="courses" fz="xl">
              Courses
            </Title>
          </Group>
          {person.walks.length === 0 ? (
            <Empty title="In no course" />
          ) : (
            <Stack>
              {person.walks.map((walk) => (
                <WalkCard key={walk.id} person={person} walk={walk} onLetter={setLetter} />
              ))}
            </Stack>
          )}
        </section>
        <SimpleGrid cols={{ base: 1, md: 2 }} spacing="xl">
          <section aria-labelledby="timeline">
            <Title order={2} id="timeline" fz="xl" mb="sm">
              What happened
            </Title>
            <PersonTimeline id={person.id} zone={person.zone} onLetter={setLetter} />
          </section>
          <FactsCard person={person} />
        </SimpleGrid>
      </Stack>
      <LetterDialog person={person.id} letter={letter} onClose={() => setLetter(null)} />
    </>
  );
}

const reasons: Record<string, string> = {
  unsubscribed: 'They unsubscribed from everything. Only they can come back, by signing up again.',
  forgotten: 'They asked to be forgotten. Only they can come back, by signing up again.',
  'hard-bounce': 'Letters to this address came back for good.',
  complaint: 'They reported a letter as spam.',
  manual: 'Somebody of the team decided so.',
};

function Suppressed({ suppressed }: { suppressed: NonNullable<Person['suppressed']> }) {
  return (
    <Alert color="coral" title={`Nothing is sent to this address since ${dayOf(suppressed.since)}`}>
      <Text fz="sm">
        {reasons[suppressed.reason] ?? suppressed.reason}
        {suppressed.note ? ` “${suppressed.note}”` : ''}
      </Text>
    </Alert>
  );
}
