import { Loader, TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { IconSearch } from '@tabler/icons-react';
import { useEffect, useRef, useState } from 'react';
import { useMay } from '../api/me.js';

/** A word to look for. It is asked for when the typing pauses, and follows the address when somebody goes back. */
export function SearchField({
  search,
  isBusy,
  onSearch,
}: {
  search: string;
  isBusy: boolean;
  onSearch: (search: string) => void;
}) {
  const [typed, setTyped] = useState(search);
  const asked = useRef(search);
  const [mayWrite, mayDecide] = [useMay('subscribers.write'), useMay('deliveries.decide')];
  const seesAddresses = mayWrite || mayDecide;
  const ask = useDebouncedCallback((text: string) => {
    asked.current = text;
    onSearch(text);
  }, 250);
  useEffect(() => {
    if (search === asked.current) return;
    asked.current = search;
    setTyped(search);
  }, [search]);
  return (
    <TextInput
      type="search"
      label={seesAddresses ? 'Search by address or name' : 'Search by name, or a whole address'}
      description={
        seesAddresses
          ? 'Finds how an address or a name begins, also any part of them: “meier” in anna.meier@…, “@gmail” after the @.'
          : 'Finds how a name, or any word of it, begins. Addresses are found whole only.'
      }
      leftSection={<IconSearch size={16} aria-hidden />}
      rightSection={isBusy ? <Loader size={16} aria-hidden /> : null}
      value={typed}
      maw={560}
      onChange={(event) => {
        setTyped(event.currentTarget.value);
        ask(event.currentTarget.value.trim());
      }}
    />
  );
}
