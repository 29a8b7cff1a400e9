import { Anchor, Paper, SimpleGrid, Stack, Text, Title } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { TodayView } from '../../src/insights/today.schema.js';
import type { Condition } from '../../src/subscribers/expression.schema.js';
import { number } from './today.js';
import { When } from '../shell/when.js';
import { Reckoning } from './week-card.js';

type Days = { from: number; to: number };

/** Each with whom it means, as a filter of the subscribers' list. */
const all: ReadonlyArray<['signedUp' | 'confirmed' | 'finished' | 'departed', string, (ago: Days) => Condition]> = [
  ['signedUp', 'New', (ago) => ({ is: 'joined', ago })],
  ['confirmed', 'Confirmed', (agreed) => ({ is: 'consented', purpose: 'course', agreed })],
  ['finished', 'Finished', (ended) => ({ is: 'enrolled', states: ['finished'], ended })],
  ['departed', 'Left', (ended) => ({ is: 'enrolled', states: ['left'], ended })],
];
const week = { from: 0, to: 7 };
const weekBefore = { from: 7, to: 14 };

/** Of the last seven days, with the seven before. */
export function Comings({ comings }: { comings: TodayView['comings'] }) {
  if (!comings) return <Reckoning title="The last seven days" />;
  return (
    <Paper withBorder p={{ base: 'md', sm: 'lg' }} h="100%">
      <Title order={2} fz="lg" mb="md">
        The last seven days
      </Title>
      <SimpleGrid cols={2} component="dl" m={0} spacing="lg" verticalSpacing="lg">
        {all.map(([name, label, whom]) => (
          <Stack key={name} gap={0}>
            <Text component="dt" fz="sm" c="dimmed">
              {label}
            </Text>
            <Text component="dd" m={0} fz={30} lh={1.15} fw={600}>
              <People count={comings[name].lately} what={label} whom={whom(week)} isLarge />
              <Text span display="block" fz="sm" fw={400} c="dimmed">
                <People count={comings[name].before} what={label} whom={whom(weekBefore)} /> the week before
              </Text>
            </Text>
          </Stack>
        ))}
      </SimpleGrid>
      <Text fz="xs" c="dimmed" mt="md">
        As of <When at={comings.reckonedAt} />: people who are still here.
      </Text>
    </Paper>
  );
}

/** A number that leads to the people behind it; nobody leads nowhere. */
function People({
  count,
  what,
  whom,
  isLarge = false,
}: {
  count: number;
  what: string;
  whom: Condition;
  isLarge?: boolean;
}) {
  if (count === 0) return <>0</>;
  return (
    <Anchor
      inherit
      {...(isLarge ? { underline: 'hover' } : { underline: 'always', c: 'inherit' })}
      aria-label={`${number(count)}: ${what}, see them`}
      renderRoot={(props) => <Link to="/subscribers" search={{ filter: [[whom]] }} {...props} />}
    >
      {number(count)}
    </Anchor>
  );
}
