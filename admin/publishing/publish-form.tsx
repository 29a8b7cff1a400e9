import { Alert, Button, Group, List, Stack, Text, Textarea } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import type { ImpactView } from '../../src/impact/impact.schema.js';
import type { Published } from '../../src/revisions/revision.schema.js';
import { call } from '../api/call.js';
import { useMay } from '../api/me.js';
import { ApiProblem, faultOf, sayProblem } from '../api/problem.js';
import type { Answers } from './impact-query.js';
import { Section } from '../shell/section.js';
import { people } from './publish-words.js';
import styles from './publishing.module.css';

export interface PublishFormProps {
  slug: string;
  view: ImpactView;
  answers: Answers;
  onFaults: (fields: Readonly<Record<string, string>>) => void;
  onDone: (published: Published) => void;
  /** The draft is another by now: what the page shows is to be read again. */
  onStale: () => void;
}

/** The note, and the button that says for how many. */
export function PublishForm({ slug, view, answers, onFaults, onDone, onStale }: PublishFormProps) {
  const [note, setNote] = useState('');
  const client = useQueryClient();
  const mayPublish = useMay('courses.publish');
  const publish = useMutation({
    mutationFn: () =>
      call<Published>('POST', `/courses/${slug}/publish`, {
        version: view.version,
        note,
        answers: asked(view, answers),
      }),
    onSuccess: (published) => {
      onDone(published);
      void client.invalidateQueries({ queryKey: ['courses'] });
      void client.invalidateQueries({ queryKey: ['draft'] });
    },
    onError: (error) => {
      if (!(error instanceof ApiProblem)) return;
      onFaults(error.fields);
      if (error.status === 409) onStale();
    },
  });
  const open = view.choices.filter(({ option }) => answers[option] === undefined).length;
  const faults = publish.error instanceof ApiProblem ? Object.entries(publish.error.fields) : [];
  const beside = new Set(['note', ...view.choices.map(({ option }) => `answers.${option}`)]);
  const shown = faults.filter(([field]) => !beside.has(field));
  const isReckoned = view.asOf !== null;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    publish.mutate();
  };
  return (
    <Section title="Publish it" lead="You can publish an older state again at any time, from History.">
      <form onSubmit={submit}>
        <Stack gap="md" align="flex-start">
          <Textarea
            label="Note"
            description="For you and your team: why. Readers never see it."
            value={note}
            onChange={(event) => setNote(event.currentTarget.value)}
            error={faultOf(publish.error, 'note')}
            autosize
            minRows={2}
            maxLength={2000}
            w="100%"
            maw={560}
          />
          {publish.error && (
            <Alert color="coral" role="alert" title={sayProblem(publish.error)} w="100%">
              {shown.length > 0 && (
                <List size="sm">
                  {shown.map(([field, message]) => (
                    <List.Item key={field}>
                      {message} ({field.replace(/:(\d+)$/, ', line $1')})
                    </List.Item>
                  ))}
                </List>
              )}
            </Alert>
          )}
          <Group gap="md">
            <Button
              type="submit"
              size="md"
              className={styles.wraps ?? ''}
              loading={publish.isPending}
              disabled={!mayPublish || open > 0 || !(isReckoned || view.overdue)}
            >
              {view.revision === null
                ? 'Publish this course'
                : view.readers === null
                  ? view.overdue
                    ? 'Publish without the numbers'
                    : 'Publish'
                  : `Publish for ${people(view.readers)}`}
            </Button>
            <Text fz="sm" c="dimmed" role="status">
              {!mayPublish
                ? 'Your role may look, but not publish.'
                : !isReckoned && !view.overdue
                  ? 'You can publish once it is reckoned whom this touches, or in a minute without the numbers.'
                  : open > 0
                    ? open === 1
                      ? 'One question above is still open.'
                      : `${open} questions above are still open.`
                    : ''}
            </Text>
          </Group>
        </Stack>
      </form>
    </Section>
  );
}

/** Answers to questions that are still asked; others may have gone with another answer. */
function asked({ choices }: ImpactView, answers: Answers): Answers {
  return Object.fromEntries(choices.map(({ option }) => [option, answers[option]]));
}
