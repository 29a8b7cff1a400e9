import { Paper, Stack, Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';

export interface SectionProps {
  title: string;
  lead?: ReactNode;
  /** A landmark of its own, for pages whose parts have nothing to do with each other. */
  landmark?: boolean;
  children: ReactNode;
}

/** What belongs together on a page, under a heading. */
export function Section({ title, lead, landmark = false, children }: SectionProps) {
  return (
    <Paper withBorder p={{ base: 'md', sm: 'lg' }} component="section" {...(landmark ? { 'aria-label': title } : {})}>
      <Stack gap="md">
        <div>
          <Title order={2} fz="lg">
            {title}
          </Title>
          {lead && (
            <Text c="dimmed" fz="sm" component="div">
              {lead}
            </Text>
          )}
        </div>
        {children}
      </Stack>
    </Paper>
  );
}
