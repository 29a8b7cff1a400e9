import { Checkbox, Group, NumberInput, Select, SimpleGrid, Stack, Switch, Text } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import type { Audience, AudienceReading } from '../../src/broadcasts/audience.schema.js';
import { people } from '../publishing/publish-words.js';
import { Section } from '../shell/section.js';
import { FilterLines } from '../subscribers/filter-lines.js';
import { choicesQuery, segmentsQuery } from '../subscribers/subscribers.js';
import { AudiencePeople } from './audience-people.js';
import { Faults, type FaultsProps } from './faults.js';
import { readingQuery } from './issues.js';

const everybody = 'newsletter';

export interface AudienceCardProps extends FaultsProps {
  audience: Audience;
  readOnly: boolean;
  onChange: (audience: Audience) => void;
}

/** Who gets it, put together piece by piece, with how many that are and ten of them. */
export function AudienceCard({ audience, readOnly, faults, onChange }: AudienceCardProps) {
  const [asked] = useDebouncedValue(audience, 300);
  const reading = useQuery(readingQuery(asked));
  const segments = useQuery(segmentsQuery);
  const { to, only, segment, spare } = audience;
  const put = (some: Partial<Audience>) => onChange({ ...audience, ...some });
  const kept = segments.data ?? [];
  const isGone = segment !== null && segments.isSuccess && !kept.some(({ id }) => id === segment);
  return (
    <Section title="Who gets it" lead="Only people who agreed to it and whose address is confirmed, always.">
      <SimpleGrid cols={{ base: 1, lg: 2 }} spacing="xl">
        <Stack gap="md">
          <Base to={to} reading={reading.data} readOnly={readOnly} onChange={(next) => put({ to: next })} />
          <Select
            label="In the segment"
            description="Segments are made on the page of the subscribers."
            placeholder="Any"
            data={[
              ...kept.map(({ id, name }) => ({ value: id, label: name })),
              ...(isGone ? [{ value: segment, label: 'A segment that is gone' }] : []),
            ]}
            value={segment}
            clearable
            clearButtonProps={{ 'aria-label': 'Any segment' }}
            readOnly={readOnly}
            onChange={(value) => put({ segment: value })}
          />
          <div>
            <Text fw={600} fz="sm">
              Of these, only people of whom this holds
            </Text>
            <Group gap="xs" role="group" aria-label="Filters" mt={6}>
              <FilterLines
                filter={only ?? []}
                readOnly={readOnly}
                onChange={(next) => put({ only: next.length > 0 ? next : null })}
              />
            </Group>
          </div>
          <Stack gap="xs">
            <Switch
              label="Not those who get another letter that day"
              description="A lesson goes first. The day is theirs, where they live."
              checked={spare.letterToday}
              disabled={readOnly}
              onChange={(event) => put({ spare: { ...spare, letterToday: event.currentTarget.checked } })}
            />
            <Switch
              label="Not those who have just begun a course"
              checked={spare.firstDays !== null}
              disabled={readOnly}
              onChange={(event) => put({ spare: { ...spare, firstDays: event.currentTarget.checked ? 3 : null } })}
            />
            {spare.firstDays !== null && (
              <NumberInput
                label="So many lessons at most they have had"
                min={1}
                max={60}
                allowDecimal={false}
                maw={280}
                readOnly={readOnly}
                value={spare.firstDays}
                onChange={(value) => typeof value === 'number' && put({ spare: { ...spare, firstDays: value } })}
              />
            )}
          </Stack>
        </Stack>
        <AudiencePeople reading={reading} />
      </SimpleGrid>
      <Faults faults={faults} />
    </Section>
  );
}

interface BaseProps {
  to: Audience['to'];
  reading: AudienceReading | undefined;
  readOnly: boolean;
  onChange: (to: Audience['to']) => void;
}

/** The consent that everything else narrows: the newsletter's, or a course's where its sentence said so. */
function Base({ to, reading, readOnly, onChange }: BaseProps) {
  const { data: choices } = useQuery(choicesQuery);
  const courses = (choices?.courses ?? []).map(({ id, name }) => ({ value: id, label: `Readers of “${name}”` }));
  return (
    <>
      <Select
        label="Readers"
        data={[{ value: everybody, label: 'Everybody who wants the newsletter' }, ...courses]}
        value={to.kind === 'newsletter' ? everybody : to.course}
        allowDeselect={false}
        readOnly={readOnly}
        onChange={(value) =>
          value !== null &&
          onChange(value === everybody ? { kind: 'newsletter' } : { kind: 'course', course: value, words: [] })
        }
      />
      {to.kind === 'course' && (
        <Checkbox.Group
          label="What they agreed to when they signed up"
          description="Tick the sentences that speak of more than the lessons. Whoever agreed to another one is left out."
          value={to.words}
          readOnly={readOnly}
          onChange={(words) => onChange({ ...to, words })}
        >
          <Stack gap="xs" mt="xs">
            {sentencesOf(to.words, reading).map(({ words, people: count }) => (
              <Checkbox key={words} value={words} label={words} description={count === null ? null : people(count)} />
            ))}
            {reading?.words.length === 0 && (
              <Text fz="sm" c="dimmed">
                Nobody has agreed to anything here yet.
              </Text>
            )}
          </Stack>
        </Checkbox.Group>
      )}
    </>
  );
}

/** Those that people agreed to, and those that were ticked and that nobody stands behind any more. */
function sentencesOf(ticked: readonly string[], reading: AudienceReading | undefined) {
  const known: Array<{ words: string; people: number | null }> = [...(reading?.words ?? [])];
  const lost = ticked.filter((words) => !known.some((each) => each.words === words));
  return [...known, ...lost.map((words) => ({ words, people: null }))];
}
