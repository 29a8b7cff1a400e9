import { Button, Checkbox, Group, Select, Stack, Text, Textarea, TextInput } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import type { Added } from '../../src/people/person-acts.schema.js';
import { call } from '../api/call.js';
import { Dialog } from '../shell/dialog.js';
import { faultOf, sayProblem } from '../api/problem.js';
import { choicesQuery } from './subscribers.js';

const empty = {
  email: '',
  firstName: '',
  zone: '',
  hour: '',
  course: null as string | null,
  newsletter: false,
  consent: '',
};
const zones = Intl.supportedValuesOf('timeZone');

/** A subscriber whom the team adds by hand, saying how they agreed. */
export function AddDialog({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  const [fields, setFields] = useState(empty);
  const set = (change: Partial<typeof empty>) => setFields((before) => ({ ...before, ...change }));
  const choices = useQuery(choicesQuery);
  const client = useQueryClient();
  const navigate = useNavigate();
  const add = useMutation({
    mutationFn: () => call<Added>('POST', '/subscribers', fields),
    onSuccess: async ({ id, said }) => {
      setFields(empty);
      onClose();
      notifications.show({ message: said });
      await client.invalidateQueries({ queryKey: ['subscribers'] });
      await navigate({ to: '/subscribers/$id', params: { id } });
    },
  });
  const fault = (field: string) => faultOf(add.error, field);
  return (
    <Dialog opened={opened} onClose={onClose} title="Add a subscriber" size="lg">
      <form
        onSubmit={(event) => {
          event.preventDefault();
          add.mutate();
        }}
      >
        <Stack>
          <TextInput
            label="Address"
            type="email"
            required
            data-autofocus
            value={fields.email}
            error={fault('email')}
            onChange={(event) => set({ email: event.currentTarget.value })}
          />
          <Group grow align="flex-start">
            <TextInput
              label="First name"
              value={fields.firstName}
              error={fault('firstName')}
              onChange={(event) => set({ firstName: event.currentTarget.value })}
            />
            <Select
              label="Time zone"
              placeholder="The course’s"
              data={zones}
              searchable
              clearable
              clearButtonProps={{ 'aria-label': 'The course’s' }}
              limit={50}
              value={fields.zone || null}
              error={fault('zone')}
              onChange={(value) => set({ zone: value ?? '' })}
            />
          </Group>
          <Group grow align="flex-start">
            <Select
              label="Course"
              placeholder="None"
              data={(choices.data?.courses ?? []).map(({ slug, name }) => ({ value: slug, label: name }))}
              value={fields.course}
              clearable
              clearButtonProps={{ 'aria-label': 'No course' }}
              error={fault('course')}
              onChange={(value) => set({ course: value })}
            />
            <TextInput
              label="Hour"
              type="time"
              value={fields.hour}
              error={fault('hour')}
              onChange={(event) => set({ hour: event.currentTarget.value })}
            />
          </Group>
          <Checkbox
            label="They agreed to the newsletter, too"
            checked={fields.newsletter}
            onChange={(event) => set({ newsletter: event.currentTarget.checked })}
          />
          <Textarea
            label="How they agreed"
            description="It is kept as their consent: “asked me at the studio on 24 November”."
            required
            autosize
            minRows={2}
            value={fields.consent}
            error={fault('consent')}
            onChange={(event) => set({ consent: event.currentTarget.value })}
          />
          {add.error && (
            <Text role="alert" fz="sm" c="var(--mantine-color-error)">
              {sayProblem(add.error)}
            </Text>
          )}
          <Group justify="flex-end">
            <Button type="submit" loading={add.isPending}>
              Add
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  );
}
