import { Paper, Skeleton, Table, Text, Title } from '@mantine/core';
import { lazy, Suspense } from 'react';
import type { TodayView } from '../../src/insights/today.schema.js';
import { When } from '../shell/when.js';
import { number } from './today.js';

const WeekChart = lazy(() => import('./week-chart.js'));

/** Letters of the next seven days if nobody changes anything, and whether the send rate is enough for them. */
export function WeekCard({ today }: { today: TodayView }) {
  const { forecast, rate } = today;
  if (!forecast) return <Reckoning title="The next seven days" />;
  const days = forecast.days.map((day, index) => ({ ...day, label: index === 0 ? 'Today' : weekday(day.date) }));
  const longest = Math.max(0, ...days.map((day) => day.longestMinutes ?? 0));
  return (
    <Paper withBorder p={{ base: 'md', sm: 'lg' }} h="100%">
      <Title order={2} fz="lg" mb="sm">
        The next seven days
      </Title>
      <div aria-hidden>
        <Suspense fallback={<Skeleton height={180} />}>
          <WeekChart days={days} />
        </Suspense>
      </div>
      <Text fz="sm" mt="xs">
        {rateWords(rate, longest)}
      </Text>
      <Text fz="xs" c="dimmed" mt={4}>
        Reckoned <When at={forecast.reckonedAt} />, from where every reader stands and what is published.
      </Text>
      <details className="as-table">
        <summary>As a table</summary>
        <Table fz="sm">
          <Table.Thead>
            <Table.Tr>
              <Table.Th scope="col">Day</Table.Th>
              <Table.Th scope="col">Letters to come</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {days.map((day) => (
              <Table.Tr key={day.date}>
                <Table.Th scope="row">{day.label}</Table.Th>
                <Table.Td>{number(day.letters)}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </details>
    </Paper>
  );
}

export function Reckoning({ title }: { title: string }) {
  return (
    <Paper withBorder p={{ base: 'md', sm: 'lg' }} h="100%" role="status">
      <Title order={2} fz="lg" mb="sm">
        {title}
      </Title>
      <Text c="dimmed">Being reckoned; it stands here in a moment.</Text>
      <Skeleton height={120} mt="md" />
    </Paper>
  );
}

function weekday(date: string): string {
  return new Date(`${date}T12:00:00Z`).toLocaleDateString('en-GB', { weekday: 'short', timeZone: 'UTC' });
}

function rateWords(rate: number | null, longest: number): string {
  if (rate === null) return 'Letters leave as fast as the mail server takes them.';
  const most = `At ${number(rate)} letters a second at most, `;
  if (longest === 0) return `${most}there is nothing to wait for.`;
  if (longest <= 15)
    return `${most}the busiest quarter of an hour is done in ${longest === 1 ? 'a minute' : `${longest} minutes`}.`;
  return `${most}the busiest quarter of an hour takes ${longest} minutes: letters come later than their readers asked. A higher send rate in Settings helps, if your provider allows it.`;
}
