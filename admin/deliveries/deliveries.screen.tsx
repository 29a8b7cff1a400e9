import { Button, Center, Paper, Stack, Text } from '@mantine/core';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import type { DeliveryItem } from '../../src/deliveries/delivery.schema.js';
import { useMay } from '../api/me.js';
import { Empty } from '../shell/empty.js';
import { Loaded } from '../shell/loaded.js';
import { PageHead } from '../shell/page-head.js';
import { deliveriesQuery, deskQuery } from './deliveries.js';
import { DeliveryDrawer } from './delivery-drawer.js';
import type { DeliveryFilter } from './delivery-filter.js';
import { DeliveryFilters } from './delivery-filters.js';
import { DeliveryList } from './delivery-list.js';
import { Desk } from './desk.js';

/** The ledger: every letter with what came of it, and the desk for those in doubt. */
export function Screen() {
  const filter = useSearch({ strict: false }) as DeliveryFilter;
  const navigate = useNavigate();
  const [open, setOpen] = useState<DeliveryItem | null>(null);
  const query = useInfiniteQuery(deliveriesQuery(filter));
  const { data: desk } = useQuery(deskQuery);
  const isDesk = filter.state === 'in_doubt';
  const mayDecide = useMay('deliveries.decide');
  return (
    <>
      <PageHead title="Deliveries" lead="Every letter, when it left, and what the mail server said." />
      <Stack gap="md">
        <DeliveryFilters
          filter={filter}
          inDoubt={desk}
          onChange={(next) => void navigate({ to: '/deliveries', search: next })}
        />
        <Loaded query={query}>
          {({ pages }) => {
            const items = pages.flatMap((page) => page.items);
            return (
              <>
                {isDesk && mayDecide && items.length > 0 ? (
                  <Desk items={items} onOpen={setOpen} />
                ) : items.length > 0 ? (
                  <Paper withBorder>
                    <DeliveryList items={items} onOpen={setOpen} />
                  </Paper>
                ) : (
                  !query.hasNextPage && <NothingHere filter={filter} />
                )}
                {query.hasNextPage && (
                  <Center>
                    <Stack align="center" gap={6}>
                      {items.length === 0 && (
                        <Text c="dimmed">None among the newest. There may be some further back.</Text>
                      )}
                      <Button
                        variant="default"
                        loading={query.isFetchingNextPage}
                        onClick={() => void query.fetchNextPage()}
                      >
                        {items.length === 0 ? 'Look further back' : 'Show more'}
                      </Button>
                    </Stack>
                  </Center>
                )}
              </>
            );
          }}
        </Loaded>
      </Stack>
      <DeliveryDrawer item={open} onClose={() => setOpen(null)} />
    </>
  );
}

function NothingHere({ filter }: { filter: DeliveryFilter }) {
  if (filter.state === 'in_doubt')
    return (
      <Empty title="No letter is in doubt">
        When a connection is cut in the middle of a letter, nobody can know whether it left. It then waits here for you.
      </Empty>
    );
  if (Object.keys(filter).length === 0)
    return <Empty title="No letters yet">As soon as somebody signs up, their letters stand here, one line each.</Empty>;
  return <Empty title="No such letters">Other filters may find some.</Empty>;
}
