import { Button, Center, Paper, Select, Stack, Text } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { reasonInWords } from '../../src/suppressions/suppression-reason.js';
import type { SuppressionItem } from '../../src/suppressions/suppression.schema.js';
import { useMay } from '../api/me.js';
import { Empty } from '../shell/empty.js';
import { Loaded } from '../shell/loaded.js';
import { PageHead } from '../shell/page-head.js';
import { AddDialog } from './add-dialog.js';
import { LiftDialog } from './lift-dialog.js';
import { SearchBox } from './search-box.js';
import { SuppressionList } from './suppression-list.js';
import { suppressionsQuery } from './suppressions.js';

/** Addresses never to be written to: found by typing them whole, added and lifted with a reason. */
export function Screen() {
  const [reason, setReason] = useState<string | null>(null);
  const [isAdding, setAdding] = useState(false);
  const [lifting, setLifting] = useState<SuppressionItem | null>(null);
  const query = useInfiniteQuery(suppressionsQuery(reason));
  const mayWrite = useMay('suppressions.write');
  const onLift = mayWrite ? setLifting : null;
  return (
    <>
      <PageHead
        title="Suppressions"
        lead="Addresses that get no letters, whatever list they stand on. Of each only a keyed hash is kept, so the list cannot show them; type one to look it up."
      >
        {mayWrite && <Button onClick={() => setAdding(true)}>Add an address</Button>}
      </PageHead>
      <Stack gap="lg">
        <SearchBox onLift={onLift} />
        <Select
          label="Reason"
          maw={320}
          placeholder="Every reason"
          clearable
          clearButtonProps={{ 'aria-label': 'Every reason' }}
          data={Object.entries(reasonInWords).map(([value, label]) => ({ value, label }))}
          value={reason}
          onChange={setReason}
        />
        <Loaded query={query}>
          {({ pages }) => {
            const items = pages.flatMap((page) => page.items);
            if (items.length === 0)
              return (
                <Empty title={reason === null ? 'Nobody is suppressed' : 'Nobody for this reason'}>
                  Addresses come here by themselves when people leave everything, when a mail server says that they do
                  not exist, or when a letter is reported as spam.
                </Empty>
              );
            return (
              <>
                <Paper withBorder>
                  <SuppressionList items={items} onLift={onLift} />
                </Paper>
                {query.hasNextPage && (
                  <Center>
                    <Button
                      variant="default"
                      loading={query.isFetchingNextPage}
                      onClick={() => void query.fetchNextPage()}
                    >
                      Show more
                    </Button>
                  </Center>
                )}
              </>
            );
          }}
        </Loaded>
        {!mayWrite && (
          <Text fz="sm" c="dimmed">
            Owners and support add and lift suppressions.
          </Text>
        )}
      </Stack>
      <AddDialog isOpen={isAdding} onClose={() => setAdding(false)} />
      <LiftDialog item={lifting} onClose={() => setLifting(null)} />
    </>
  );
}
