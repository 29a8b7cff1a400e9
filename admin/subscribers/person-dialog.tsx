import { Button, Group, Select, Stack, Text, Textarea, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import type { Person } from '../../src/people/person.schema.js';
import { Dialog } from '../shell/dialog.js';
import { faultOf, sayProblem } from '../api/problem.js';
import { type Act, useAct } from './act.js';
import { choicesQuery } from './subscribers.js';

export type PersonAct = 'edit' | 'enroll' | 'newsletter' | 'unsubscribe' | 'suppress' | 'lift' | 'erase';

const zones = Intl.supportedValuesOf('timeZone');

interface Fields {
  firstName: string;
  zone: string;
  course: string | null;
  words: string;
}

/** Title, what will happen, the button, and the call. */
function planOf(act: PersonAct, person: Person, { firstName, zone, course, words }: Fields) {
  const letters = person.walks.reduce((sum, walk) => sum + walk.had, 0);
  const open = person.walks.filter(
    ({ state }) => state === 'active' || state === 'paused' || state === 'waiting',
  ).length;
  const call = (method: Act['method'], path = '', body?: object): Act => ({
    method,
    path: `${person.id}${path}`,
    ...(body ? { body } : {}),
  });
  switch (act) {
    case 'edit':
      return {
        title: 'Name and time zone',
        says: 'Courses under way keep their own time zone.',
        button: 'Save',
        act: call('PATCH', '', { firstName, zone }),
      };
    case 'enroll':
      return {
        title: 'Enroll in a course',
        says: 'Their first lesson goes out as the course says.',
        button: 'Enroll',
        act: call('POST', '/enrollments', { course: course ?? '', consent: words }),
      };
    case 'newsletter':
      return {
        title: 'Unsubscribe from the newsletter',
        says: 'Courses go on. Only they can agree to the newsletter again.',
        button: 'Unsubscribe',
        act: call('DELETE', '/newsletter'),
      };
    case 'unsubscribe':
      return {
        title: 'Unsubscribe from everything',
        says: `${open === 1 ? 'One course ends' : `${open} courses end`}, the newsletter too, and letters that are planned are withdrawn. Only they can come back, by signing up again.`,
        button: 'Unsubscribe',
        act: call('POST', '/unsubscribe'),
      };
    case 'suppress':
      return {
        title: 'Suppress the address',
        says: 'Nothing is sent until somebody lifts it; their courses stand still.',
        button: 'Suppress',
        act: call('PUT', '/suppression', { note: words }),
      };
    case 'lift':
      return {
        title: 'Lift the suppression',
        says: 'Letters go out again from the next slot on.',
        button: 'Lift',
        act: call('POST', '/suppression/lift', { note: words }),
      };
    case 'erase':
      return {
        title: 'Erase this person',
        says: `Everything kept about them is deleted for good: ${letters} lessons had, their consents and marks. The address is remembered only as a keyed hash, so that nobody writes to it again. This cannot be undone.`,
        button: 'Erase for good',
        act: call('DELETE'),
      };
  }
}

/** One act on one person: what will happen, then the button. */
export function PersonDialog({ person, act, onClose }: { person: Person; act: PersonAct; onClose: () => void }) {
  const [fields, setFields] = useState<Fields>({
    firstName: person.firstName ?? '',
    zone: person.zone ?? '',
    course: null,
    words: '',
  });
  const set = (change: Partial<Fields>) => setFields((before) => ({ ...before, ...change }));
  const navigate = useNavigate();
  const press = useAct({
    quiet: true,
    onDone: () => {
      onClose();
      if (act === 'erase') void navigate({ to: '/subscribers' });
    },
  });
  const plan = planOf(act, person, fields);
  const wantsWords = act === 'suppress' || act === 'lift' || act === 'enroll';
  return (
    <Dialog opened onClose={onClose} title={plan.title}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          press.mutate(plan.act);
        }}
      >
        <Stack>
          <Text>{plan.says}</Text>
          {act === 'edit' && <EditFields fields={fields} set={set} error={press.error} />}
          {act === 'enroll' && <CourseField fields={fields} set={set} error={press.error} />}
          {wantsWords && (
            <Textarea
              label={act === 'enroll' ? 'How they agreed' : 'Why'}
              description={act === 'enroll' ? 'It is kept as their consent.' : undefined}
              required
              autosize
              minRows={2}
              value={fields.words}
              error={faultOf(press.error, act === 'enroll' ? 'consent' : 'note')}
              onChange={(event) => set({ words: event.currentTarget.value })}
            />
          )}
          {press.error && (
            <Text role="alert" fz="sm" c="var(--mantine-color-error)">
              {sayProblem(press.error)}
            </Text>
          )}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              Leave it
            </Button>
            <Button type="submit" loading={press.isPending} {...(act === 'erase' ? { color: 'coral' } : {})}>
              {plan.button}
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  );
}

interface FieldsProps {
  fields: Fields;
  set: (change: Partial<Fields>) => void;
  error: unknown;
}

function EditFields({ fields, set, error }: FieldsProps) {
  return (
    <>
      <TextInput
        label="First name"
        data-autofocus
        value={fields.firstName}
        error={faultOf(error, 'firstName')}
        onChange={(event) => set({ firstName: event.currentTarget.value })}
      />
      <Select
        label="Time zone"
        data={[...new Set([fields.zone, ...zones])].filter(Boolean)}
        searchable
        limit={50}
        value={fields.zone || null}
        error={faultOf(error, 'zone')}
        onChange={(value) => set({ zone: value ?? '' })}
      />
    </>
  );
}

function CourseField({ fields, set, error }: FieldsProps) {
  const choices = useQuery(choicesQuery);
  return (
    <Select
      label="Course"
      required
      data={(choices.data?.courses ?? []).map(({ slug, name }) => ({ value: slug, label: name }))}
      value={fields.course}
      error={faultOf(error, 'course')}
      onChange={(value) => set({ course: value })}
    />
  );
}
