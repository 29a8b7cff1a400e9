import { Alert, Button, Group, Paper, Stack, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import type { DraftView } from '../../src/courses/draft.schema.js';
import { call } from '../api/call.js';
import { faultOf, isAboutFields, sayProblem } from '../api/problem.js';
import { PageHead } from '../shell/page-head.js';
import { draftQuery } from './draft-query.js';
import { slugOf } from './slug-of.js';

/** /new-course */
export function Screen() {
  const navigate = useNavigate();
  const client = useQueryClient();
  const [name, setName] = useState('');
  const [typed, setTyped] = useState<string | null>(null);
  const slug = typed ?? slugOf(name);
  const { mutate, error, isPending } = useMutation({
    mutationFn: () => call<DraftView>('POST', '/courses', { name, slug }),
    onSuccess: async (view) => {
      client.setQueryData(draftQuery(view.slug).queryKey, view);
      await client.invalidateQueries({ queryKey: ['courses'] });
      await navigate({ to: `/courses/${view.slug}` });
    },
  });
  const beside = isAboutFields(error);

  function create(event: FormEvent) {
    event.preventDefault();
    mutate();
  }

  return (
    <>
      <PageHead
        title="New course"
        lead="It begins as a draft with one lesson. Nobody sees it until you publish."
        back={{ to: '/courses', label: 'Courses' }}
      />
      <Paper withBorder p="lg" maw={560}>
        <form onSubmit={create} noValidate>
          <Stack>
            {error && !beside && <Alert color="coral">{sayProblem(error)}</Alert>}
            <TextInput
              label="Name"
              description="As readers see it. You can change it later."
              value={name}
              onChange={({ currentTarget }) => setName(currentTarget.value)}
              error={faultOf(error, 'name')}
              autoComplete="off"
            />
            <TextInput
              label="Address"
              description={`Where people sign up: /courses/${slug || '…'}`}
              value={slug}
              onChange={({ currentTarget }) => setTyped(currentTarget.value)}
              error={faultOf(error, 'slug')}
              autoComplete="off"
              spellCheck={false}
            />
            <Group justify="flex-end">
              <Button variant="default" renderRoot={(props) => <Link to="/courses" {...props} />}>
                Not now
              </Button>
              <Button type="submit" loading={isPending}>
                Begin the course
              </Button>
            </Group>
          </Stack>
        </form>
      </Paper>
    </>
  );
}
