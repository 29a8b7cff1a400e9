import { Button, Group, Paper, Select, Stack, Text } from '@mantine/core';
import { DateInput } from '@mantine/dates';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { AuditFilters, AuditPage } from '../../src/accounts/audit-log.schema.js';
import { call, withQuery } from '../api/call.js';
import { Empty } from '../shell/empty.js';
import { Loaded } from '../shell/loaded.js';
import { PageHead } from '../shell/page-head.js';
import { actorName } from './audit-words.js';
import { AuditRow } from './audit-row.js';

export function Screen() {
  const [actor, setActor] = useState<string | null>(null);
  const [kind, setKind] = useState<string | null>(null);
  const [from, setFrom] = useState<string | null>(null);
  const [to, setTo] = useState<string | null>(null);
  const filters = useQuery({
    queryKey: ['audit', 'filters'],
    queryFn: () => call<AuditFilters>('GET', '/audit/filters'),
  });
  const asked = { actor, kind, from: startOf(from, 0), until: startOf(to, 1) };
  const log = useInfiniteQuery({
    queryKey: ['audit', asked],
    queryFn: ({ pageParam }) => call<AuditPage>('GET', withQuery('/audit', { ...asked, after: pageParam, limit: 50 })),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
  });
  return (
    <>
      <PageHead title="Audit" lead="Every change, with who made it and what stood there before." />
      <Group mb="lg" align="flex-end">
        <Select
          label="Who"
          placeholder="Everybody"
          data={(filters.data?.actors ?? []).map((each) => ({ value: each.actor, label: actorName(each) }))}
          value={actor}
          onChange={setActor}
          clearable
          searchable
          clearButtonProps={{ 'aria-label': 'Everybody' }}
        />
        <Select
          label="What"
          placeholder="Everything"
          data={filters.data?.kinds ?? []}
          value={kind}
          onChange={setKind}
          clearable
          clearButtonProps={{ 'aria-label': 'Everything' }}
        />
        <DateInput label="From" value={from} onChange={setFrom} clearable valueFormat="D MMM YYYY" w={150} />
        <DateInput label="Until" value={to} onChange={setTo} clearable valueFormat="D MMM YYYY" w={150} />
      </Group>
      <Loaded query={log}>
        {({ pages }) => {
          const lines = pages.flatMap(({ items }) => items);
          if (lines.length === 0) return <Empty title="Nothing was changed">Try with fewer filters.</Empty>;
          return (
            <Stack>
              <Paper withBorder component="ul" m={0} p={0} style={{ listStyle: 'none' }}>
                {lines.map((line) => (
                  <AuditRow key={line.id} line={line} />
                ))}
              </Paper>
              <Group justify="center" role="status">
                {log.hasNextPage ? (
                  <Button variant="default" loading={log.isFetchingNextPage} onClick={() => void log.fetchNextPage()}>
                    Show older changes
                  </Button>
                ) : (
                  <Text c="dimmed" fz="sm">
                    That is all.
                  </Text>
                )}
              </Group>
            </Stack>
          );
        }}
      </Loaded>
    </>
  );
}

/** Midnight of a picked day on this device, `later` days on; null: no bound. */
function startOf(day: string | null, later: number): string | null {
  if (day === null) return null;
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number);
  return new Date(year, month - 1, date + later).toISOString();
}
