import { Alert, Button, Group, Menu, Stack, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconAlertTriangle, IconDots, IconDownload, IconPlus, IconTags } from '@tabler/icons-react';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import type { PeopleCount, SubscriberPage } from '../../src/subscribers/subscriber-list.schema.js';
import { call, withQuery } from '../api/call.js';
import { useMay } from '../api/me.js';
import { Empty } from '../shell/empty.js';
import { Loaded } from '../shell/loaded.js';
import { PageHead } from '../shell/page-head.js';
import { AddDialog } from './add-dialog.js';
import { BulkBar } from './bulk-bar.js';
import { BulkRuns } from './bulk-runs.js';
import { FilterBar } from './filter-bar.js';
import { readListAddress } from './list-address.js';
import { usePeopleAddress } from './people-address.js';
import { PeopleTable, type PeopleTableProps } from './people-table.js';
import { SearchField } from './search-field.js';
import { TagsDialog } from './tags-dialog.js';
import { countQuery, countWords, filterText } from './subscribers.js';

export function Screen() {
  const people = usePeopleAddress();
  const { address, search, filter, trouble } = people;
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const [everybody, setEverybody] = useState(false);
  const [adding, { open, close }] = useDisclosure(false);
  const [tagsOpen, tags] = useDisclosure(false);
  const mayWrite = useMay('subscribers.write');
  const asked = { search, filter: filterText(filter ?? []) };
  const isNarrowed = search !== '' || (filter ?? []).length > 0;
  const count = useQuery({ ...countQuery(asked), enabled: filter !== null });
  const list = useInfiniteQuery({
    enabled: filter !== null,
    queryKey: ['subscribers', 'list', asked],
    queryFn: ({ pageParam }) =>
      call<SubscriberPage>('GET', withQuery('/subscribers', { ...asked, after: pageParam, limit: 50 })),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
  });
  // A page looks at some hundred people; where a filter leaves none of them, the next few are looked at unasked.
  const looksOn = list.hasNextPage && !list.isFetching && !list.error && isEmptyYet(list.data?.pages ?? []);
  useEffect(() => {
    if (looksOn) void list.fetchNextPage();
  }, [looksOn, list]);
  const forget = () => {
    setChosen(new Set());
    setEverybody(false);
  };
  // Those chosen were chosen from another list.
  useEffect(forget, [asked.search, asked.filter]);
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
                <Menu.Item leftSection={<IconTags size={16} aria-hidden />} onClick={tags.open}>
                  Tags
                </Menu.Item>
                <Menu.Item
                  component="a"
                  disabled={filter === null}
                  href={withQuery('/api/admin/subscribers/export', asked)}
                  leftSection={<IconDownload size={16} aria-hidden />}
                >
                  Export as CSV{isNarrowed ? ', those shown' : ''}
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
        <SearchField
          search={search}
          isBusy={list.isFetching}
          onSearch={(text) => {
            const { filter: own, segment } = address;
            people.go(readListAddress({ search: text, filter: own, segment }), { replace: true });
          }}
        />
        <FilterBar asked={people} onGo={people.go} />
        <BulkRuns />
        {trouble ? (
          <Empty title={trouble}>So nobody is shown, rather than the wrong people. “Show everybody” begins anew.</Empty>
        ) : (
          <Found count={count.data} />
        )}
        {mayWrite && filter && (
          <BulkBar
            chosen={chosen}
            everybody={everybody}
            filter={filter}
            canMeanAll={search === '' && list.hasNextPage}
            onEverybody={() => setEverybody(true)}
            onDone={forget}
          />
        )}
        {!trouble && (
          <Loaded query={list} lines={8}>
            {({ pages }) => (
              <People
                pages={pages}
                isNarrowed={isNarrowed}
                hasMore={list.hasNextPage}
                chosen={mayWrite ? chosen : null}
                everybody={everybody}
                address={address}
                onChoose={(next) => {
                  setChosen(next);
                  setEverybody(false);
                }}
              />
            )}
          </Loaded>
        )}
        {list.hasNextPage && (
          <Group justify="center">
            <Button variant="default" loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
              {list.data?.pages.every(({ items }) => items.length === 0) ? 'Look further' : 'Show more'}
            </Button>
          </Group>
        )}
      </Stack>
      <AddDialog opened={adding} onClose={close} />
      {tagsOpen && <TagsDialog onClose={tags.close} />}
    </>
  );
}

const lookedOnAtMost = 20;

function isEmptyYet(pages: readonly SubscriberPage[]): boolean {
  return pages.length < lookedOnAtMost && pages.every(({ items }) => items.length === 0);
}

/** How many there are, and what the filter names in vain. */
function Found({ count }: { count: PeopleCount | undefined }) {
  const gone = count?.gone ?? [];
  return (
    <>
      <Text role="status" fz="sm" c="dimmed">
        {count ? `${countWords(count)} ${count.people === 1 ? 'person' : 'people'}` : 'Counting …'}
      </Text>
      {gone.length > 0 && (
        <Alert
          color="coral"
          variant="light"
          icon={<IconAlertTriangle aria-hidden />}
          title="These filters name what is no longer there"
        >
          {gone.map((what) => `${what} is gone: nobody is found by it any more.`).join(' ')} Remove that filter, or
          choose another one in its place.
        </Alert>
      )}
    </>
  );
}

interface PeopleProps extends Omit<PeopleTableProps, 'people'> {
  pages: readonly SubscriberPage[];
  isNarrowed: boolean;
  hasMore: boolean;
}

function People({ pages, isNarrowed, hasMore, ...table }: PeopleProps) {
  const people = pages.flatMap(({ items }) => items);
  if (people.length > 0) return <PeopleTable people={people} {...table} />;
  if (hasMore) return <Text c="dimmed">Nobody so far. There may be some further on.</Text>;
  return (
    <Empty title={isNarrowed ? 'Nobody was found' : 'Nobody has signed up yet'}>
      {isNarrowed
        ? 'Try with fewer letters or fewer filters.'
        : 'People appear here as soon as they fill in the form of a course.'}
    </Empty>
  );
}
