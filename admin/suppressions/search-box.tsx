import { Button, Group, Paper, Text, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { SuppressionItem } from '../../src/suppressions/suppression.schema.js';
import { faultOf, sayProblem } from '../api/problem.js';
import { SuppressionLine } from './suppression-list.js';
import { searchQuery } from './suppressions.js';

/** Whether an address is suppressed: typed whole, hashed by the server, found or not. */
export function SearchBox({ onLift }: { onLift: ((item: SuppressionItem) => void) | null }) {
  const [address, setAddress] = useState('');
  const [asked, setAsked] = useState<string | null>(null);
  const { data, error, isFetching, refetch } = useQuery(searchQuery(asked));
  const fault = error ? (faultOf(error, 'address') ?? sayProblem(error)) : undefined;
  return (
    <Paper
      withBorder
      p="md"
      component="form"
      onSubmit={(event) => {
        event.preventDefault();
        if (asked === address) void refetch();
        else setAsked(address);
      }}
    >
      <Group align="flex-start" gap="sm">
        <TextInput
          label="Look up an address"
          placeholder="name@example.com"
          type="text"
          inputMode="email"
          autoComplete="off"
          flex="1 1 240px"
          maw={420}
          value={address}
          error={fault}
          onChange={({ currentTarget }) => {
            setAddress(currentTarget.value);
            setAsked(null);
          }}
        />
        <Button type="submit" variant="default" loading={isFetching} mt={{ base: 0, xs: 25 }}>
          Look it up
        </Button>
      </Group>
      <div role="status">
        {data &&
          (data.found ? (
            <Paper withBorder mt="md" p="md">
              <SuppressionLine item={data.found} onLift={onLift} />
            </Paper>
          ) : (
            <Text mt="md">This address is not suppressed: it may get letters.</Text>
          ))}
      </div>
    </Paper>
  );
}
