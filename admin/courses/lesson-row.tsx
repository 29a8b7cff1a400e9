import { ActionIcon, Badge, Box, Group, Menu, Text } from '@mantine/core';
import { useSortable } from '@dnd-kit/sortable';
import { CSS } from '@dnd-kit/utilities';
import {
  IconArrowDown,
  IconArrowUp,
  IconCopy,
  IconDots,
  IconGripVertical,
  IconPencil,
  IconRowInsertBottom,
  IconRowInsertTop,
  IconTrash,
} from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import type { DraftLesson } from '../../src/courses/draft.schema.js';
import { counted, plainSubject, stateWords } from './course-words.js';
import styles from './sequence.module.css';
import { WaitField } from './wait-field.js';

export interface LessonRowProps {
  slug: string;
  lesson: DraftLesson;
  /** From 1; while a lesson is held, as it would be. */
  place: number;
  last: boolean;
  /** When it would come, as the calendar below has it: 'Thu 26 Nov'; null: not known yet. */
  date: string | null;
  mayEdit: boolean;
  onWait(days: number): Promise<string | undefined>;
  onMove(by: 1 | -1): void;
  onInsert(where: 'before' | 'after'): void;
  onCopy(): void;
  onTakeOut(): void;
}

export function LessonRow(props: LessonRowProps) {
  const { slug, lesson, place, date, mayEdit } = props;
  const subject = plainSubject(lesson.subject);
  const sortable = useSortable({ id: lesson.key, disabled: !mayEdit });
  const style = { transform: CSS.Translate.toString(sortable.transform), transition: sortable.transition };
  return (
    <li
      ref={sortable.setNodeRef}
      className={styles.lesson}
      style={style}
      data-dragging={sortable.isDragging || undefined}
      data-lesson={lesson.key}
    >
      {mayEdit ? (
        <ActionIcon
          ref={sortable.setActivatorNodeRef}
          {...sortable.attributes}
          {...sortable.listeners}
          variant="subtle"
          size="lg"
          className={styles.grip ?? ''}
          aria-label={`Move “${subject}”`}
        >
          <IconGripVertical size={18} aria-hidden />
        </ActionIcon>
      ) : (
        <span />
      )}
      <div className={styles.day}>
        <Text span className={styles.number ?? ''}>
          {place}
        </Text>
        <Text fz={11} c="dimmed" className={styles.when ?? ''}>
          {date ?? '\u00a0'}
        </Text>
      </div>
      <Box miw={0}>
        <Group gap={8}>
          <Link to={`/courses/${slug}/lessons/${lesson.key}`} className={styles.subject ?? ''}>
            {subject}
          </Link>
          {stateWords[lesson.state] && (
            <Badge variant="light" size="sm" tt="none">
              {stateWords[lesson.state]}
            </Badge>
          )}
        </Group>
        <Text fz="sm" c="dimmed" lineClamp={2}>
          {lesson.preheader || `${counted(lesson.words, 'word')}, ${lesson.reading} min to read`}
        </Text>
      </Box>
      <div className={styles.wait}>
        {place === 1 ? (
          <Text fz="sm" c="dimmed">
            The first one
          </Text>
        ) : (
          <WaitField subject={subject} days={lesson.waitDays} disabled={!mayEdit} onSave={props.onWait} />
        )}
      </div>
      {mayEdit && <LessonMenu {...props} subject={subject} />}
    </li>
  );
}

function LessonMenu(props: LessonRowProps & { subject: string }) {
  const { slug, lesson, subject, place, last } = props;
  return (
    <Menu position="bottom-end" width={220}>
      <Menu.Target>
        <ActionIcon variant="subtle" size="lg" aria-label={`More for “${subject}”`}>
          <IconDots size={18} aria-hidden />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item
          leftSection={<IconPencil size={16} aria-hidden />}
          renderRoot={(root) => <Link to={`/courses/${slug}/lessons/${lesson.key}`} {...root} />}
        >
          Write
        </Menu.Item>
        <Menu.Item
          leftSection={<IconArrowUp size={16} aria-hidden />}
          disabled={place === 1}
          onClick={() => props.onMove(-1)}
        >
          Move up
        </Menu.Item>
        <Menu.Item
          leftSection={<IconArrowDown size={16} aria-hidden />}
          disabled={last}
          onClick={() => props.onMove(1)}
        >
          Move down
        </Menu.Item>
        <Menu.Divider />
        <Menu.Item leftSection={<IconRowInsertTop size={16} aria-hidden />} onClick={() => props.onInsert('before')}>
          New lesson before it
        </Menu.Item>
        <Menu.Item leftSection={<IconRowInsertBottom size={16} aria-hidden />} onClick={() => props.onInsert('after')}>
          New lesson after it
        </Menu.Item>
        <Menu.Item leftSection={<IconCopy size={16} aria-hidden />} onClick={props.onCopy}>
          Make a copy
        </Menu.Item>
        <Menu.Divider />
        <Menu.Item color="red" leftSection={<IconTrash size={16} aria-hidden />} onClick={props.onTakeOut}>
          Take out of the course
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
