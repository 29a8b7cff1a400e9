import { Alert, Button, Group, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconArrowBackUp, IconCheck } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { ApiProblem, sayProblem } from '../api/problem.js';
import { counted } from '../courses/course-words.js';
import { draftQuery, sendDoing } from '../courses/draft-query.js';
import { useSettings } from './settings-context.js';

/** Says quietly that everything is saved, and takes the last change back. */
export function SavingLine() {
  const { slug, desk, state, readOnly } = useSettings();
  const queries = useQueryClient();
  const { view, saving, saved, problem } = state;

  async function undo() {
    try {
      queries.setQueryData(draftQuery(slug).queryKey, await sendDoing(slug, view.version, { kind: 'undo' }));
    } catch (error) {
      notifications.show({ color: 'coral', message: sayProblem(error) });
      if (error instanceof ApiProblem) await queries.invalidateQueries({ queryKey: draftQuery(slug).queryKey });
    }
  }

  if (problem)
    return (
      <Alert color="coral" role="alert" title="Not saved yet">
        {problem}
        <Button size="xs" mt="sm" display="block" onClick={() => void desk.pump()}>
          Try again
        </Button>
      </Alert>
    );
  return (
    <Group gap="sm">
      <Text fz="sm" c="dimmed" role="status">
        {saving ? (
          'Saving …'
        ) : saved ? (
          <Group gap={4} component="span" display="inline-flex">
            <IconCheck size={14} aria-hidden />
            Saved in the draft
          </Group>
        ) : (
          ''
        )}
      </Text>
      {!readOnly && view.canUndo && (
        <Button
          size="xs"
          variant="default"
          leftSection={<IconArrowBackUp size={14} aria-hidden />}
          aria-label={`Undo: ${view.undoes ?? 'the last change'}`}
          onClick={() => void undo()}
        >
          Undo
        </Button>
      )}
      {view.changes.length > 0 && (
        <Button size="xs" renderRoot={(props) => <Link to={`/courses/${slug}/publish`} {...props} />}>
          Publish {counted(view.changes.length, 'change')}
        </Button>
      )}
    </Group>
  );
}
