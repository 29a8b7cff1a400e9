import { Button, Checkbox, Group, MultiSelect, NumberInput, Select, Stack } from '@mantine/core';
import { DateInput } from '@mantine/dates';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { Condition } from '../../src/subscribers/segment.schema.js';
import { Dialog } from '../shell/dialog.js';
import { choicesQuery } from './subscribers.js';

const kinds = [
  { value: 'enrolled', label: 'Course, state, day' },
  { value: 'tagged', label: 'Tag' },
  { value: 'zone', label: 'Time zone' },
  { value: 'joined', label: 'Joined' },
  { value: 'consented', label: 'Agreed to' },
  { value: 'suppressed', label: 'Suppressed' },
  { value: 'confirmed', label: 'Confirmed' },
];
const states = ['active', 'waiting', 'paused', 'left', 'finished'];
const zones = Intl.supportedValuesOf('timeZone');

interface Fields {
  course: string | null;
  states: string[];
  from: number | string;
  to: number | string;
  tag: string | null;
  zone: string | null;
  since: string | null;
  until: string | null;
  purpose: string;
  not: boolean;
}

const empty: Fields = {
  course: null,
  states: [],
  from: '',
  to: '',
  tag: null,
  zone: null,
  since: null,
  until: null,
  purpose: 'newsletter',
  not: false,
};

/** One condition, put together in a dialog. */
export function ConditionDialog({
  opened,
  onClose,
  onAdd,
}: {
  opened: boolean;
  onClose: () => void;
  onAdd: (condition: Condition) => void;
}) {
  const [kind, setKind] = useState('enrolled');
  const [fields, setFields] = useState(empty);
  const set = (change: Partial<Fields>) => setFields((before) => ({ ...before, ...change }));
  const condition = conditionOf(kind, fields);
  return (
    <Dialog opened={opened} onClose={onClose} title="Add a filter">
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (!condition) return;
          onAdd(condition);
          setFields(empty);
        }}
      >
        <Stack>
          <Select
            label="What is asked"
            data={kinds}
            value={kind}
            allowDeselect={false}
            onChange={(value) => setKind(value ?? 'enrolled')}
          />
          <KindFields kind={kind} fields={fields} set={set} />
          <Checkbox
            label="The opposite: people of whom this does not hold"
            checked={fields.not}
            onChange={(event) => set({ not: event.currentTarget.checked })}
          />
          <Group justify="flex-end">
            <Button type="submit" disabled={condition === null}>
              Add
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  );
}

function KindFields({ kind, fields, set }: { kind: string; fields: Fields; set: (change: Partial<Fields>) => void }) {
  const choices = useQuery(choicesQuery);
  const courses = (choices.data?.courses ?? []).map(({ slug, name }) => ({ value: slug, label: name }));
  const course = (
    <Select
      label="Course"
      placeholder="Any course"
      data={courses}
      value={fields.course}
      clearable
      clearButtonProps={{ 'aria-label': 'Any course' }}
      onChange={(value) => set({ course: value })}
    />
  );
  switch (kind) {
    case 'enrolled':
      return (
        <>
          {course}
          <MultiSelect
            label="State"
            placeholder="Any"
            data={states}
            value={fields.states}
            onChange={(value) => set({ states: value })}
          />
          <Group grow>
            <NumberInput
              label="From day"
              min={0}
              max={999}
              value={fields.from}
              onChange={(value) => set({ from: value })}
            />
            <NumberInput label="To day" min={0} max={999} value={fields.to} onChange={(value) => set({ to: value })} />
          </Group>
        </>
      );
    case 'tagged':
      return (
        <Select
          label="Tag"
          data={choices.data?.tags ?? []}
          searchable
          value={fields.tag}
          onChange={(value) => set({ tag: value })}
        />
      );
    case 'zone':
      return (
        <Select
          label="Time zone"
          data={zones}
          searchable
          limit={50}
          value={fields.zone}
          onChange={(value) => set({ zone: value })}
        />
      );
    case 'joined':
      return (
        <Group grow>
          <DateInput
            label="From"
            clearable
            valueFormat="D MMM YYYY"
            value={fields.since}
            onChange={(value) => set({ since: value })}
          />
          <DateInput
            label="Until"
            clearable
            valueFormat="D MMM YYYY"
            value={fields.until}
            onChange={(value) => set({ until: value })}
          />
        </Group>
      );
    case 'consented':
      return (
        <Select
          label="Agreed to"
          data={[{ value: 'newsletter', label: 'The newsletter' }, ...courses]}
          value={fields.purpose}
          allowDeselect={false}
          onChange={(value) => set({ purpose: value ?? 'newsletter' })}
        />
      );
    default:
      return null;
  }
}

/** Null: something is still missing. */
function conditionOf(kind: string, fields: Fields): Condition | null {
  const not = fields.not ? { not: true as const } : {};
  switch (kind) {
    case 'enrolled': {
      const from = fields.from === '' ? null : Number(fields.from);
      const to = fields.to === '' ? null : Number(fields.to);
      const day =
        from === null && to === null ? {} : { day: { from: from ?? 0, to: to ?? (from === null ? 999 : from) } };
      return {
        is: 'enrolled',
        ...(fields.course ? { course: fields.course } : {}),
        ...(fields.states.length > 0 ? { states: fields.states as ['active'] } : {}),
        ...day,
        ...not,
      };
    }
    case 'tagged':
      return fields.tag ? { is: 'tagged', tag: fields.tag, ...not } : null;
    case 'zone':
      return fields.zone ? { is: 'zone', zone: fields.zone, ...not } : null;
    case 'joined':
      return fields.since || fields.until
        ? {
            is: 'joined',
            ...(fields.since ? { from: fields.since } : {}),
            ...(fields.until ? { to: fields.until } : {}),
            ...not,
          }
        : null;
    case 'consented':
      return fields.purpose === 'newsletter'
        ? { is: 'consented', purpose: 'newsletter', ...not }
        : { is: 'consented', purpose: 'course', course: fields.purpose, ...not };
    case 'suppressed':
      return { is: 'suppressed', ...not };
    default:
      return { is: 'confirmed', ...not };
  }
}
