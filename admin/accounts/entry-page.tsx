import { Center, Group, Image, Paper, Stack, Text, Title } from '@mantine/core';
import { useDocumentTitle } from '@mantine/hooks';
import type { ReactNode } from 'react';

/** The look of every page for people who are not in yet. */
export function EntryPage({ title, below, children }: { title: string; below?: ReactNode; children: ReactNode }) {
  useDocumentTitle(`${title} · Coursepost`);
  return (
    <Center component="main" mih="100vh" p="md">
      <Stack w="100%" maw={420} gap="lg">
        <Group justify="center" gap="sm" wrap="nowrap">
          <Image src="/assets/favicon.svg" alt="" w={40} h={40} />
          <Title order={1} fz={28}>
            {title}
          </Title>
        </Group>
        <Paper withBorder p="lg" shadow="xs">
          {children}
        </Paper>
        {below && (
          <Text fz="sm" c="dimmed" ta="center" component="div">
            {below}
          </Text>
        )}
      </Stack>
    </Center>
  );
}
