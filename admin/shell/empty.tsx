import { Paper, Stack, Text } from '@mantine/core';
import type { ReactNode } from 'react';

/** Nothing here yet: says so, and what to do next. */
export function Empty({ title, children }: { title: string; children?: ReactNode }) {
  return (
    <Paper withBorder p="xl">
      <Stack align="center" gap="xs" ta="center" maw={460} mx="auto" py="md">
        <Text fw={600} fz="lg">
          {title}
        </Text>
        {children && (
          <Text component="div" c="dimmed">
            {children}
          </Text>
        )}
      </Stack>
    </Paper>
  );
}
