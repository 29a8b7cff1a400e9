import { Button, Checkbox, Group, Select, Stack, Text, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { PersonWalk } from '../../src/people/person.schema.js';
import { weekdays } from '../courses/weekday-words.js';
import { Dialog } from '../shell/dialog.js';
import { faultOf, sayProblem } from '../api/problem.js';
import { useAct } from './act.js';

const zones = Intl.supportedValuesOf('timeZone');

/** Hour, zone and weekdays of one person's course. */
export function CalendarDialog({
  opened,
  walk,
  path,
  onClose,
}: {
  opened: boolean;
  walk: PersonWalk;
  path: string;
  onClose: () => void;
}) {
  const [fields, setFields] = useState({ zone: walk.zone, hour: walk.hour, weekdays: walk.weekdays });
  const save = useAct({ quiet: true, onDone: onClose });
  return (
    <Dialog opened={opened} onClose={onClose} title="Hour and days">
      <form
        onSubmit={(event) => {
          event.preventDefault();
          save.mutate({ method: 'PUT', path: `${path}/calendar`, body: fields });
        }}
      >
        <Stack>
          <TextInput
            label="Hour, on their own clock"
            type="time"
            required
            data-autofocus
            value={fields.hour}
            error={faultOf(save.error, 'hour')}
            onChange={(event) => setFields({ ...fields, hour: event.currentTarget.value })}
          />
          <Select
            label="Time zone"
            data={[...new Set([walk.zone, ...zones])]}
            searchable
            limit={50}
            allowDeselect={false}
            value={fields.zone}
            error={faultOf(save.error, 'zone')}
            onChange={(value) => setFields({ ...fields, zone: value ?? fields.zone })}
          />
          <Checkbox.Group
            label="Days"
            value={fields.weekdays}
            error={faultOf(save.error, 'weekdays')}
            onChange={(chosen) => setFields({ ...fields, weekdays: chosen })}
          >
            <Group mt="xs" gap="sm">
              {weekdays.map(([day, label]) => (
                <Checkbox key={day} value={day} label={label} disabled={!walk.courseWeekdays.includes(day)} />
              ))}
            </Group>
          </Checkbox.Group>
          {save.error && (
            <Text role="alert" fz="sm" c="var(--mantine-color-error)">
              {sayProblem(save.error)}
            </Text>
          )}
          <Group justify="flex-end">
            <Button type="submit" loading={save.isPending}>
              Save
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  );
}
