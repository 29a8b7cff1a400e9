import { Button, Group, Loader, Menu, Stack, Text, TextInput } from '@mantine/core';
import { useDebouncedValue, useDisclosure } from '@mantine/hooks';
import { IconDots, IconDownload, IconPlus, IconSearch } from '@tabler/icons-react';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { Expression } from '../../src/subscribers/segment.schema.js';
import type { SubscriberPage } from '../../src/subscribers/subscriber-list.schema.js';
import { call, withQuery } from '../api/call.js';
import { useMay } from '../api/me.js';
import { Empty } from '../shell/empty.js';
import { Loaded } from '../shell/loaded.js';
import { PageHead } from '../shell/page-head.js';
import { AddDialog } from './add-dialog.js';
import { BulkBar } from './bulk-bar.js';
import { BulkRuns } from './bulk-runs.js';
import { FilterBar } from './filter-bar.js';
import { PeopleTable } from './people-table.js';
import { countQuery, countWords, filterText } from './subscribers.js';

export function Screen() {
  const [typed, setTyped] = useState('');
  const [search] = useDebouncedValue(typed.trim(), 250);
  const [filter, setFilter] = useState<Expression>([]);
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const [everybody, setEverybody] = useState(false);
  const [adding, { open, close }] = useDisclosure(false);
  const mayWrite = useMay('subscribers.write');
  const seesAddresses = [mayWrite, useMay('deliveries.decide')].includes(true);
  const asked = { search, filter: filterText(filter) };
  const count = useQuery(countQuery(asked));
  const list = useInfiniteQuery({
    queryKey: ['subscribers', 'list', asked],
    queryFn: ({ pageParam }) =>
      call<SubscriberPage>('GET', withQuery('/subscribers', { ...asked, after: pageParam, limit: 50 })),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
  });
  const forget = () => {
    setChosen(new Set());
    setEverybody(false);
  };
  return (
    <>
      <PageHead title="Subscribers" lead="Everybody who signed up: find them, see how they stand, help them.">
        {mayWrite && (
          <>
            <Menu position="bottom-end">
              <Menu.Target>
                <Button variant="default" leftSection={<IconDots size={16} aria-hidden />}>
                  More
                </Button>
              </Menu.Target>
              <Menu.Dropdown>
                <Menu.Item
                  component="a"
                  href={withQuery('/api/admin/subscribers/export', { filter: asked.filter })}
                  leftSection={<IconDownload size={16} aria-hidden />}
                >
                  Export as CSV{filter.length > 0 ? ', as filtered' : ''}
                </Menu.Item>
              </Menu.Dropdown>
            </Menu>
            <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={open}>
              Add a subscriber
            </Button>
          </>
        )}
      </PageHead>
      <Stack gap="md">
        <TextInput
          type="search"
          aria-label="Search by address or first name"
          placeholder={
            seesAddresses ? 'How an address or a first name begins' : 'A whole address, or how a name begins'
          }
          leftSection={<IconSearch size={16} aria-hidden />}
          rightSection={list.isFetching ? <Loader size={16} aria-hidden /> : null}
          value={typed}
          maw={420}
          onChange={(event) => {
            setTyped(event.currentTarget.value);
            forget();
          }}
        />
        <FilterBar
          filter={filter}
          onChange={(next) => {
            setFilter(next);
            forget();
          }}
        />
        <BulkRuns />
        <Text role="status" fz="sm" c="dimmed">
          {count.data ? `${countWords(count.data)} ${count.data.people === 1 ? 'person' : 'people'}` : 'Counting …'}
        </Text>
        {mayWrite && (
          <BulkBar
            chosen={chosen}
            everybody={everybody}
            filter={filter}
            canMeanAll={search === '' && list.hasNextPage}
            onEverybody={() => setEverybody(true)}
            onDone={forget}
          />
        )}
        <Loaded query={list} lines={8}>
          {({ pages }) => {
            const people = pages.flatMap(({ items }) => items);
            if (people.length === 0)
              return (
                <Empty title={search || filter.length > 0 ? 'Nobody was found' : 'Nobody has signed up yet'}>
                  {search || filter.length > 0
                    ? 'Try with fewer letters or fewer filters.'
                    : 'People appear here as soon as they fill in the form of a course.'}
                </Empty>
              );
            return (
              <PeopleTable
                people={people}
                chosen={mayWrite ? chosen : null}
                everybody={everybody}
                onChoose={(next) => {
                  setChosen(next);
                  setEverybody(false);
                }}
              />
            );
          }}
        </Loaded>
        {list.hasNextPage && (
          <Group justify="center">
            <Button variant="default" loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
              Show more
            </Button>
          </Group>
        )}
      </Stack>
      <AddDialog opened={adding} onClose={close} />
    </>
  );
}
