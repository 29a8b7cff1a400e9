import { ActionIcon, Badge, Button, Group, Menu, Text, Tooltip } from '@mantine/core';
import { modals } from '@mantine/modals';
import { notifications } from '@mantine/notifications';
import { IconArrowBackUp, IconArrowForwardUp, IconDots, IconTrash } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import type { Presence } from '../../src/courses/draft.schema.js';
import { call } from '../api/call.js';
import { sayProblem } from '../api/problem.js';
import { PageHead } from '../shell/page-head.js';
import { counted, momentWords, plainSubject } from './course-words.js';
import type { DraftDesk } from './use-draft.js';

export interface SequenceHeadProps {
  slug: string;
  draft: DraftDesk;
  others: Presence['others'];
  mayEdit: boolean;
  subjects: ReadonlyMap<string, string>;
}

/** Name, how it stands with saving, who else is here, undo, and the way to publishing. */
export function SequenceHead({ slug, draft, others, mayEdit, subjects }: SequenceHeadProps) {
  const { view } = draft;
  return (
    <PageHead
      title={view.settings.name}
      back={{ to: '/courses', label: 'Courses' }}
      lead={
        <Group gap="md" component="span">
          <Text component="span" role="status" c={draft.saving === 'failed' ? 'red' : undefined}>
            {savingWords(draft)}
          </Text>
          {others.map(({ name, lesson }) => (
            <Badge key={name} variant="light" color="coral" tt="none" size="lg" component="span">
              {lesson === null || !subjects.has(lesson)
                ? `${name} is here too`
                : `${name} is writing “${plainSubject(subjects.get(lesson) ?? '')}”`}
            </Badge>
          ))}
        </Group>
      }
    >
      {mayEdit && <Steps draft={draft} />}
      <Button
        variant={view.changes.length > 0 ? 'filled' : 'default'}
        renderRoot={(props) => <Link to={`/courses/${slug}/publish`} {...props} />}
      >
        {view.changes.length > 0 ? `Publish ${counted(view.changes.length, 'change')}` : 'Nothing to publish'}
      </Button>
      {mayEdit && <More slug={slug} draft={draft} />}
    </PageHead>
  );
}

function savingWords({ saving, problem, view }: DraftDesk): string {
  if (saving === 'saving') return 'Saving …';
  if (problem) return problem;
  if (view.basedOn === null) return 'Saved. Not published yet: nobody sees it.';
  if (!view.hasDraft) return `Published as revision ${view.basedOn.revision}. Nothing is waiting.`;
  return `Saved${view.savedBy ? ` by ${view.savedBy}` : ''}${view.savedAt ? `, ${momentWords(view.savedAt)}` : ''}. Readers notice nothing until you publish.`;
}

function Steps({ draft }: { draft: DraftDesk }) {
  const { canUndo, canRedo, undoes, redoes } = draft.view;
  return (
    <Group gap={4}>
      <Tooltip label={undoes ? `Undo: ${undoes}` : 'Nothing to undo'} multiline maw={320}>
        <ActionIcon variant="default" size="lg" aria-label="Undo" disabled={!canUndo} onClick={() => void draft.undo()}>
          <IconArrowBackUp size={18} aria-hidden />
        </ActionIcon>
      </Tooltip>
      <Tooltip label={redoes ? `Redo: ${redoes}` : 'Nothing to redo'} multiline maw={320}>
        <ActionIcon variant="default" size="lg" aria-label="Redo" disabled={!canRedo} onClick={() => void draft.redo()}>
          <IconArrowForwardUp size={18} aria-hidden />
        </ActionIcon>
      </Tooltip>
    </Group>
  );
}

function More({ slug, draft }: { slug: string; draft: DraftDesk }) {
  const navigate = useNavigate();
  const client = useQueryClient();
  const { view } = draft;

  async function remove() {
    try {
      await call('DELETE', `/courses/${slug}`);
      await client.invalidateQueries({ queryKey: ['courses'] });
      await navigate({ to: '/courses' });
    } catch (error) {
      notifications.show({ color: 'coral', message: sayProblem(error) });
    }
  }

  const askToRemove = () =>
    modals.openConfirmModal({
      title: `Take away “${view.settings.name}”?`,
      children: `The course was never published. It goes with its ${counted(view.lessons.length, 'lesson')}, and cannot be brought back.`,
      labels: { confirm: 'Take it away', cancel: 'Keep it' },
      confirmProps: { color: 'red' },
      onConfirm: () => void remove(),
    });

  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <ActionIcon variant="default" size="lg" aria-label="More for this course">
          <IconDots size={18} aria-hidden />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item renderRoot={(props) => <Link to={`/courses/${slug}/completion`} {...props} />}>
          Write the last letter
        </Menu.Item>
        {view.basedOn ? (
          <Menu.Item
            color="red"
            disabled={!view.hasDraft}
            leftSection={<IconTrash size={16} aria-hidden />}
            onClick={() => void draft.discard()}
          >
            Throw away {counted(view.changes.length, 'change')}
          </Menu.Item>
        ) : (
          <Menu.Item color="red" leftSection={<IconTrash size={16} aria-hidden />} onClick={askToRemove}>
            Take this course away
          </Menu.Item>
        )}
      </Menu.Dropdown>
    </Menu>
  );
}
