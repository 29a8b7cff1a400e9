import { Anchor, Group, Paper, Skeleton, Table, Text, Title } from '@mantine/core';
import { Link, useNavigate } from '@tanstack/react-router';
import { lazy, Suspense } from 'react';
import type { TodayView } from '../../src/insights/today.schema.js';
import { number } from './today.js';

const HoursChart = lazy(() => import('./hours-chart.js'));

/** Letters of today by hour, done and to come: a picture, and the same as a table. */
export function HoursCard({ today }: { today: TodayView }) {
  const sum = (of: (hour: TodayView['hours'][number]) => number) =>
    today.hours.reduce((all, hour) => all + of(hour), 0);
  const clock = (iso: string) =>
    new Date(iso).toLocaleTimeString('en-GB', { timeZone: today.zone, hour: '2-digit', minute: '2-digit' });
  const hours = today.hours.map((hour, index) => ({
    ...hour,
    to: today.hours[index + 1]?.from ?? today.to,
    label: clock(hour.from),
  }));
  const navigate = useNavigate();
  const [done, toCome] = [sum((hour) => hour.accepted), sum((hour) => hour.toCome)];
  return (
    <Paper withBorder p={{ base: 'md', sm: 'lg' }}>
      <Group justify="space-between" align="baseline" mb="sm">
        <Title order={2} fz="lg">
          Letters of today
        </Title>
        <Text c="dimmed" fz="sm">
          <Letters count={done} span={today} state="accepted" /> accepted, {number(toCome)} to come
        </Text>
      </Group>
      <div aria-hidden>
        <Suspense fallback={<Skeleton height={220} />}>
          <HoursChart
            hours={hours}
            onChoose={(state, { from, to }) => void navigate({ to: '/deliveries', search: { state, from, to } })}
          />
        </Suspense>
      </div>
      <details className="as-table">
        <summary>As a table</summary>
        <Table.ScrollContainer minWidth={320}>
          <Table fz="sm" captionSide="top">
            <Table.Caption>By hour, in the time of {today.zone.replaceAll('_', ' ')}</Table.Caption>
            <Table.Thead>
              <Table.Tr>
                {['Hour', 'Accepted', 'Refused', 'In doubt', 'To come'].map((name) => (
                  <Table.Th key={name} scope="col">
                    {name}
                  </Table.Th>
                ))}
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {hours
                .filter((hour) => hour.accepted + hour.refused + hour.inDoubt + hour.toCome > 0)
                .map((hour) => (
                  <Table.Tr key={hour.from}>
                    <Table.Th scope="row">{hour.label}</Table.Th>
                    <Table.Td>
                      <Letters count={hour.accepted} span={hour} state="accepted" />
                    </Table.Td>
                    <Table.Td>
                      <Letters count={hour.refused} span={hour} state="refused" />
                    </Table.Td>
                    <Table.Td>
                      <Letters count={hour.inDoubt} span={hour} state="in_doubt" />
                    </Table.Td>
                    <Table.Td>{number(hour.toCome)}</Table.Td>
                  </Table.Tr>
                ))}
              {done + toCome + sum((hour) => hour.refused + hour.inDoubt) === 0 && (
                <Table.Tr>
                  <Table.Td colSpan={5}>No letters today.</Table.Td>
                </Table.Tr>
              )}
            </Table.Tbody>
          </Table>
        </Table.ScrollContainer>
      </details>
    </Paper>
  );
}

/** A number that leads to the letters behind it; none leads nowhere. */
function Letters({ count, span, state }: { count: number; span: { from: string; to: string }; state: string }) {
  if (count === 0) return <>0</>;
  const { from, to } = span;
  return (
    <Anchor
      inherit
      c="inherit"
      underline="always"
      aria-label={`${number(count)}: see these letters`}
      renderRoot={(props) => <Link to="/deliveries" search={{ state, from, to }} {...props} />}
    >
      {number(count)}
    </Anchor>
  );
}
