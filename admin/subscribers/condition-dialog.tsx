import { Button, Checkbox, Group, MultiSelect, NumberInput, Select, Stack } from '@mantine/core';
import { DateInput } from '@mantine/dates';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { Condition } from '../../src/subscribers/expression.schema.js';
import { Dialog } from '../shell/dialog.js';
import { conditionOf, type ConditionFields, haveEnded, noFields } from './condition-fields.js';
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

/** One condition, put together in a dialog; it holds beside the filters there are, or instead of one of them. */
export function ConditionDialog({
  opened,
  lines,
  onClose,
  onAdd,
}: {
  opened: boolean;
  /** The filters there are, in words. */
  lines: readonly string[];
  onClose: () => void;
  /** `insteadOf`: the place of the filter that it is an alternative to; null: it must hold as well. */
  onAdd: (condition: Condition, insteadOf: number | null) => void;
}) {
  const [kind, setKind] = useState('enrolled');
  const [fields, setFields] = useState(noFields);
  const [beside, setBeside] = useState('and');
  const set = (change: Partial<ConditionFields>) => setFields((before) => ({ ...before, ...change }));
  const condition = conditionOf(kind, fields);
  return (
    <Dialog opened={opened} onClose={onClose} title="Add a filter">
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (!condition) return;
          onAdd(condition, beside === 'and' ? null : Number(beside));
          setFields(noFields);
          setBeside('and');
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
          {lines.length > 0 && (
            <Select
              label="With the other filters"
              data={[
                { value: 'and', label: 'And: it must hold as well' },
                ...lines.map((words, place) => ({
                  value: String(place),
                  label: `Or: this is enough instead of “${words}”`,
                })),
              ]}
              value={beside}
              allowDeselect={false}
              onChange={(value) => setBeside(value ?? 'and')}
            />
          )}
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

const day = { clearable: true, valueFormat: 'D MMM YYYY' } as const;

interface FieldsProps {
  fields: ConditionFields;
  set: (change: Partial<ConditionFields>) => void;
}

/** Counted back from whenever it is asked, so that a segment of them is always of these days. */
function AgoFields({ what, fields, set }: FieldsProps & { what: string }) {
  const days = { min: 0, max: 3650, allowDecimal: false };
  return (
    <Group grow align="flex-end">
      <NumberInput
        label={`${what} in the last … days`}
        {...days}
        value={fields.within}
        onChange={(value) => set({ within: value })}
      />
      <NumberInput
        label={`${what} at least … days ago`}
        {...days}
        value={fields.before}
        onChange={(value) => set({ before: value })}
      />
    </Group>
  );
}

function KindFields({ kind, fields, set }: FieldsProps & { kind: string }) {
  const choices = useQuery(choicesQuery);
  const courses = (choices.data?.courses ?? []).map(({ id, name }) => ({ value: id, label: name }));
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
          {haveEnded(fields.states) && <AgoFields what="Ended" fields={fields} set={set} />}
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
        <>
          <Group grow>
            <DateInput label="From" {...day} value={fields.since} onChange={(value) => set({ since: value })} />
            <DateInput label="Until" {...day} value={fields.until} onChange={(value) => set({ until: value })} />
          </Group>
          <AgoFields what="Joined" fields={fields} set={set} />
        </>
      );
    case 'consented':
      return (
        <>
          <Select
            label="Agreed to"
            data={[
              { value: 'newsletter', label: 'The newsletter' },
              { value: 'course', label: 'Any course' },
              ...courses,
            ]}
            value={fields.purpose}
            allowDeselect={false}
            onChange={(value) => set({ purpose: value ?? 'newsletter' })}
          />
          <AgoFields what="Agreed" fields={fields} set={set} />
        </>
      );
    default:
      return null;
  }
}
