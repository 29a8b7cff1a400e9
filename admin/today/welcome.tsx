import { Anchor, Button, Code, CopyButton, Group, List, Paper, Stack, Text, Title } from '@mantine/core';
import type { TodayView } from '../../src/insights/today.schema.js';

/** The first day: nobody has signed up yet, and here is how they can. */
export function Welcome({ courses }: { courses: TodayView['welcome']['courses'] }) {
  return (
    <Paper withBorder p={{ base: 'md', sm: 'xl' }}>
      <Title order={2} fz="xl">
        Welcome. Invite your first readers.
      </Title>
      <Text mt="xs" maw={640}>
        Nobody has signed up yet. Send people the address of a sign-up page, or put it on your own site; then watch
        their letters leave from here.
      </Text>
      <Stack gap="md" mt="lg">
        {courses.map(({ slug, name, address }) => (
          <Stack key={slug} gap={4}>
            <Text fw={600}>{name}</Text>
            <Group gap="sm">
              <Code fz="sm" px="sm" py={6} className="breaks">
                {address}
              </Code>
              <CopyButton value={address}>
                {({ copied, copy }) => (
                  <Button size="xs" variant="default" onClick={copy} aria-live="polite">
                    {copied ? 'Copied' : 'Copy the address'}
                  </Button>
                )}
              </CopyButton>
              <Anchor href={`/courses/${slug}`} target="_blank" rel="noopener" fz="sm">
                See the page
              </Anchor>
            </Group>
          </Stack>
        ))}
        {courses.length === 0 && <Text c="dimmed">Publish a course first: its sign-up page then stands here.</Text>}
      </Stack>
      <List mt="lg" spacing={4} fz="sm" c="dimmed">
        <List.Item>Sign up yourself first: you see what your readers see, from the first letter on.</List.Item>
        <List.Item>Whoever signs up gets a letter to confirm, and nothing else until they press its button.</List.Item>
      </List>
    </Paper>
  );
}
