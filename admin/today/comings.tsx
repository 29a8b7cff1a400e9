import { Paper, SimpleGrid, Stack, Text, Title } from '@mantine/core';
import type { TodayView } from '../../src/insights/today.schema.js';
import { number } from './today.js';
import { Reckoning } from './week-card.js';

const all = [
  ['signedUp', 'Signed up'],
  ['confirmed', 'Confirmed'],
  ['finished', 'Finished'],
  ['departed', 'Left'],
] as const;

/** Of the last seven days, with the seven before. */
export function Comings({ comings }: { comings: TodayView['comings'] }) {
  if (!comings) return <Reckoning title="The last seven days" />;
  return (
    <Paper withBorder p={{ base: 'md', sm: 'lg' }} h="100%">
      <Title order={2} fz="lg" mb="md">
        The last seven days
      </Title>
      <SimpleGrid cols={2} component="dl" m={0} spacing="lg" verticalSpacing="lg">
        {all.map(([name, label]) => (
          <Stack key={name} gap={0}>
            <Text component="dt" fz="sm" c="dimmed">
              {label}
            </Text>
            <Text component="dd" m={0} fz={30} lh={1.15} fw={600}>
              {number(comings[name].lately)}
              <Text span display="block" fz="sm" fw={400} c="dimmed">
                {number(comings[name].before)} the week before
              </Text>
            </Text>
          </Stack>
        ))}
      </SimpleGrid>
    </Paper>
  );
}
