import { Paper, SimpleGrid, Stack, Table, Text, Title } from '@mantine/core';
import type { ImpactView } from '../../src/impact/impact.schema.js';
import { Section } from '../shell/section.js';
import { dateWords, datesFrom, people, plainSubject, timeWords } from './publish-words.js';
import styles from './publishing.module.css';

type Person = NonNullable<ImpactView['outcome']>['people'][number];
const daysShown = 5;

/** Real people, five where there are: what each of them gets, as things are and after the publish. */
export function PeoplePreview({ people: persons }: { people: Person[] }) {
  if (persons.length === 0) return null;
  return (
    <Section
      title="What it means for real people"
      lead="Their next days, as things are and after publishing, by their own clock."
    >
      <SimpleGrid cols={{ base: 1, lg: 2 }}>
        {persons.map((person) => (
          <PersonCard key={person.subscriberId} person={person} />
        ))}
      </SimpleGrid>
    </Section>
  );
}

function PersonCard({ person }: { person: Person }) {
  const { firstName, email, zone, had, alike, today, before, after } = person;
  const dates = datesFrom(today, daysShown);
  return (
    <Paper withBorder p="md">
      <Stack gap="sm">
        <div>
          <Title order={3} fz="md">
            {firstName ?? email}
          </Title>
          <Text fz="sm" c="dimmed">
            {firstName === null ? '' : `${email} · `}
            {zone.replaceAll('_', ' ')} ·{' '}
            {had === 0 ? 'no lesson yet' : had === 1 ? 'has had 1 lesson' : `has had ${had} lessons`}
            {alike > 1 ? ` · one of ${people(alike)} who stand here` : ''}
          </Text>
        </div>
        <Table.ScrollContainer minWidth={300} type="native">
          <Table fz="sm" verticalSpacing={6} layout="fixed">
            <Table.Thead>
              <Table.Tr>
                <Table.Th scope="col" w={104}>
                  Day
                </Table.Th>
                <Table.Th scope="col">As it is</Table.Th>
                <Table.Th scope="col">Published</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {dates.map((date, index) => {
                const [was, is] = [before, after].map((letters) =>
                  letters.filter(({ localDate }) => localDate === date),
                );
                const differs = words(was ?? [], zone) !== words(is ?? [], zone);
                return (
                  <Table.Tr key={date} className={differs ? (styles.differs ?? '') : ''}>
                    <Table.Th scope="row" fw={400}>
                      {index === 0 ? 'Today' : index === 1 ? 'Tomorrow' : dateWords(date)}
                    </Table.Th>
                    <Table.Td>{words(was ?? [], zone)}</Table.Td>
                    <Table.Td fw={differs ? 700 : 400}>{words(is ?? [], zone)}</Table.Td>
                  </Table.Tr>
                );
              })}
            </Table.Tbody>
          </Table>
        </Table.ScrollContainer>
      </Stack>
    </Paper>
  );
}

function words(letters: Person['after'], zone: string): string {
  if (letters.length === 0) return '–';
  return letters.map(({ subject, at }) => `${timeWords(at, zone)} ${plainSubject(subject)}`).join(', ');
}
