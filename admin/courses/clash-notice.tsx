import { Alert, Button, Group, List, Text } from '@mantine/core';
import { IconUsers } from '@tabler/icons-react';
import type { DraftConflict } from '../../src/courses/draft.schema.js';
import { momentWords } from './course-words.js';

export interface ClashNoticeProps {
  clash: DraftConflict;
  onGoOn(): void;
  onLetGo(): void;
}

/** Somebody else saved first: what they did, and whether mine is to be done on top of it. */
export function ClashNotice({ clash, onGoOn, onLetGo }: ClashNoticeProps) {
  const mine = clash.yours.edits.length;
  return (
    <Alert
      color="coral"
      icon={<IconUsers size={20} aria-hidden />}
      title="Somebody else changed this course"
      role="alert"
    >
      <Text fz="sm" mb="xs">
        The list now shows what they saved. {mine > 1 ? `Your last ${mine} changes are` : 'Your last change is'} not in
        it.
      </Text>
      <List fz="sm" mb="md">
        {clash.changes.map(({ who, when, what }) => (
          <List.Item key={`${when} ${what.join()}`}>
            <b>{who}</b> {what.join(', ')} <span>({momentWords(when)})</span>
          </List.Item>
        ))}
      </List>
      <Group gap="xs">
        {mine > 0 && (
          <Button size="xs" onClick={onGoOn}>
            Keep theirs and do mine, too
          </Button>
        )}
        <Button size="xs" variant="default" onClick={onLetGo}>
          {mine > 0 ? 'Leave mine out' : 'Go on'}
        </Button>
      </Group>
    </Alert>
  );
}
