import { Button, Group, Paper, Stack, Text, Title } from '@mantine/core';
import type { DraftView } from '../../src/courses/draft.schema.js';
import { plainSubject } from './course-words.js';

export interface ShelfProps {
  shelf: DraftView['shelf'];
  mayEdit: boolean;
  onPutBack(key: string): void;
}

/** Lessons that were taken out; nothing that was written is lost. */
export function Shelf({ shelf, mayEdit, onPutBack }: ShelfProps) {
  if (shelf.length === 0) return null;
  return (
    <Paper withBorder p={{ base: 'sm', sm: 'lg' }} component="section" aria-labelledby="shelf-title">
      <Title order={2} fz={20} id="shelf-title">
        On the shelf
      </Title>
      <Text c="dimmed" fz="sm" mb="sm">
        Lessons that are not in the course now. Put one back, and nobody gets it a second time.
      </Text>
      <Stack gap="xs">
        {shelf.map(({ key, subject, from }) => (
          <Group key={key} justify="space-between" wrap="nowrap">
            <div>
              <Text fw={600}>{plainSubject(subject)}</Text>
              <Text fz="sm" c="dimmed">
                {from === null ? 'Never published' : `Last published in revision ${from}`}
              </Text>
            </div>
            {mayEdit && (
              <Button
                variant="default"
                size="xs"
                aria-label={`Put “${plainSubject(subject)}” back`}
                onClick={() => onPutBack(key)}
              >
                Put back
              </Button>
            )}
          </Group>
        ))}
      </Stack>
    </Paper>
  );
}
