import { Chip, Group, Input, NumberInput, Select, Stack, Text } from '@mantine/core';
import { TimeInput } from '@mantine/dates';
import { useMemo } from 'react';
import { weekdays } from '../courses/weekday-words.js';
import { Section } from '../shell/section.js';
import { Clash } from './setting-fields.js';
import { useSetting } from './settings-context.js';
import { SkipDates } from './skip-dates.js';
import { StartRule } from './start-rule.js';
import { TakenSlotsNote } from './taken-slots-note.js';

/** When lessons come. */
export function CalendarTab() {
  return (
    <Stack>
      <Section
        title="Hour and days"
        lead="What people start with. Each reader may choose another hour, zone, and fewer days on their own page."
      >
        <Group align="flex-start" grow preventGrowOverflow={false}>
          <HourSetting />
          <ZoneSetting />
        </Group>
        <Weekdays />
        <SkipDates />
        <TakenSlotsNote />
      </Section>
      <Section title="The first lesson">
        <StartRule />
      </Section>
      <Section title="When something was in the way">
        <LateLimit />
      </Section>
    </Stack>
  );
}

function HourSetting() {
  const { value, fault, readOnly, type, commit } = useSetting<string>('hour');
  return (
    <div>
      <TimeInput
        label="A lesson comes at"
        description="By each reader’s own clock."
        value={value}
        error={fault}
        readOnly={readOnly}
        onChange={(event) => type(event.currentTarget.value)}
        onBlur={commit}
      />
      <Clash path="hour" />
    </div>
  );
}

function ZoneSetting() {
  const { value, fault, readOnly, put } = useSetting<string>('zone');
  const zones = useMemo(() => [...new Set([value, ...Intl.supportedValuesOf('timeZone'), 'UTC'])].sort(), [value]);
  return (
    <div>
      <Select
        label="Time zone"
        description="Where a reader’s own is not known."
        data={zones}
        searchable
        limit={80}
        allowDeselect={false}
        value={value}
        error={fault}
        readOnly={readOnly}
        onChange={(zone) => zone && put(zone)}
      />
      <Clash path="zone" />
    </div>
  );
}

function Weekdays() {
  const { value, fault, readOnly, put } = useSetting<string[]>('weekdays');
  const inOrder = (chosen: string[]) => weekdays.map(([day]) => day).filter((day) => chosen.includes(day));
  return (
    <Input.Wrapper label="Days" labelElement="div" error={fault}>
      <Chip.Group multiple value={value} onChange={(chosen) => put(inOrder(chosen))}>
        <Group gap={6} mt={6} mb={4} role="group" aria-label="Days on which lessons come">
          {weekdays.map(([day, label]) => (
            <Chip key={day} value={day} disabled={readOnly} variant="outline">
              {label}
            </Chip>
          ))}
        </Group>
      </Chip.Group>
      <Clash path="weekdays" />
    </Input.Wrapper>
  );
}

function LateLimit() {
  const { value, fault, readOnly, type, commit } = useSetting<number | string>('late_limit_hours');
  return (
    <>
      <NumberInput
        label="A lesson may be late by"
        description="After a power cut or a trouble with the mail server. Later than that it waits for the next day; nobody gets two at once."
        suffix=" hours"
        min={1}
        max={24}
        allowDecimal={false}
        clampBehavior="none"
        value={value}
        error={fault}
        readOnly={readOnly}
        maw={360}
        onChange={type}
        onBlur={commit}
      />
      <Clash path="late_limit_hours" />
      <Text fz="sm" c="dimmed">
        Never past the end of the reader’s day.
      </Text>
    </>
  );
}
