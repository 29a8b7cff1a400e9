import { Alert, Box, Chip, Group, Paper, Select, Text, TextInput, Title } from '@mantine/core';
import type { Simulation } from '../../src/courses/draft.schema.js';
import { faultOf } from '../api/problem.js';
import { dateWords, plainSubject } from './course-words.js';
import styles from './sequence.module.css';
import type { Wishes } from './use-simulation.js';
import { weekdays } from './weekday-words.js';
import { weeksOf } from './weeks.js';

const zones = Intl.supportedValuesOf('timeZone');

export interface SimulatorProps {
  wishes: Wishes;
  onWish(wishes: Wishes): void;
  simulation: Simulation | undefined;
  error: unknown;
  /** Subject by lesson key. */
  subjects: ReadonlyMap<string, string>;
}

/** On which days a reader would get the lessons, for a sign-up date, zone, hour and weekdays to choose. */
export function Simulator({ wishes, onWish, simulation, error, subjects }: SimulatorProps) {
  return (
    <Paper withBorder p={{ base: 'sm', sm: 'lg' }} component="section" aria-labelledby="calendar-title">
      <Title order={2} fz={20} id="calendar-title">
        As a reader would get it
      </Title>
      <Text c="dimmed" fz="sm" mb="md">
        Choose somebody’s first morning, and see where each lesson falls. It follows the list as you move things.
      </Text>
      <Group align="flex-start" gap="md" mb="md">
        <TextInput
          label="First morning"
          type="date"
          value={wishes.from}
          onChange={({ currentTarget }) => onWish({ ...wishes, from: currentTarget.value })}
          error={faultOf(error, 'from')}
        />
        <Select
          label="Time zone"
          data={zones}
          value={wishes.zone ?? simulation?.zone ?? null}
          onChange={(zone) => onWish({ ...wishes, zone: zone ?? undefined })}
          searchable
          limit={60}
          error={faultOf(error, 'zone')}
        />
        <TextInput
          label="Hour"
          type="time"
          value={wishes.hour ?? simulation?.hour ?? ''}
          onChange={({ currentTarget }) => onWish({ ...wishes, hour: currentTarget.value || undefined })}
          error={faultOf(error, 'hour')}
        />
        <Box>
          <Text fz="sm" fw={500} mb={5} id="calendar-weekdays">
            Days that suit the reader
          </Text>
          <Chip.Group
            multiple
            value={[...(wishes.weekdays ?? simulation?.weekdays ?? [])]}
            onChange={(days) => onWish({ ...wishes, weekdays: days.length > 0 ? days : undefined })}
          >
            <Group gap={6} role="group" aria-labelledby="calendar-weekdays">
              {weekdays.map(([value, label]) => (
                <Chip key={value} value={value} size="xs" variant="outline">
                  {label}
                </Chip>
              ))}
            </Group>
          </Chip.Group>
        </Box>
      </Group>
      {simulation && simulation.letters.length > 0 && <Days simulation={simulation} subjects={subjects} />}
      {simulation?.letters.length === 0 && <Text c="dimmed">There are no lessons yet.</Text>}
      {error !== null && (
        <Alert color="coral">The days cannot be worked out just now. The lessons above are safe.</Alert>
      )}
    </Paper>
  );
}

/** Weeks on a table where there is room, else the days in a list. */
function Days({ simulation, subjects }: { simulation: Simulation; subjects: ReadonlyMap<string, string> }) {
  const { letters } = simulation;
  const subjectOf = (number: number) => plainSubject(subjects.get(letters[number - 1]?.lesson ?? '') ?? '');
  return (
    <>
      <Box component="table" className={styles.calendar ?? ''} visibleFrom="sm">
        <caption hidden>Lessons by day</caption>
        <thead>
          <tr>
            {weekdays.map(([value, label]) => (
              <th key={value} scope="col">
                {label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {weeksOf(letters).map((week) => (
            <tr key={week[0]?.date}>
              {week.map(({ date, letters: numbers }) => (
                <td key={date} data-letter={numbers.length > 0 || undefined}>
                  {dateWords(date).replace(/^\w+ /, '')}
                  {numbers.map((number) => (
                    <span key={number} className={styles.letter} title={subjectOf(number)}>
                      <b>{number}</b> {subjectOf(number)}
                    </span>
                  ))}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </Box>
      <Box component="ol" className={styles.days ?? ''} hiddenFrom="sm" aria-label="Lessons by day">
        {letters.map(({ day, localDate }) => (
          <li key={day}>
            <span>{dateWords(localDate)}</span>
            <span>
              <b>{day}</b> {subjectOf(day)}
            </span>
          </li>
        ))}
      </Box>
    </>
  );
}
