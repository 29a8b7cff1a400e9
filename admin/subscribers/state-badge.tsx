import { Badge } from '@mantine/core';

/** A state as a small badge; never by colour alone. */
export function StateBadge({ state }: { state: string }) {
  return (
    <Badge variant={state === 'active' ? 'filled' : 'default'} tt="none" fw={500}>
      {state}
    </Badge>
  );
}
