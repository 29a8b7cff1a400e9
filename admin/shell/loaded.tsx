import { Alert, Button, Skeleton, Stack } from '@mantine/core';
import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { sayProblem } from '../api/problem.js';

/** Shows what a query gave; grey lines while it is awaited, and words with a button when it failed. */
export function Loaded<T>({
  query,
  children,
  lines = 5,
}: {
  query: UseQueryResult<T>;
  children: (data: T) => ReactNode;
  lines?: number;
}) {
  if (query.data !== undefined) return children(query.data);
  if (query.error) {
    return (
      <Alert color="coral" title="This could not be loaded" role="alert">
        <Stack align="flex-start" gap="sm">
          {sayProblem(query.error)}
          <Button variant="default" size="xs" onClick={() => void query.refetch()}>
            Try again
          </Button>
        </Stack>
      </Alert>
    );
  }
  return (
    <Stack role="status" aria-label="Loading" gap="sm">
      {Array.from({ length: lines }, (_, index) => (
        <Skeleton key={index} height={index === 0 ? 32 : 18} width={index === 0 ? '40%' : `${95 - index * 6}%`} />
      ))}
    </Stack>
  );
}
