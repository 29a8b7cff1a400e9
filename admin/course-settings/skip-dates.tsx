import { CloseButton, Group, Input, Paper, Stack, Text } from '@mantine/core';
import { DatePickerInput } from '@mantine/dates';
import { IconCalendarPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { datesOf, rangesOf, sayRange } from './date-ranges.js';
import { Clash } from './setting-fields.js';
import { useSetting } from './settings-context.js';

/** Days on which nobody gets a lesson: holidays, a summer break. */
export function SkipDates() {
  const { value, fault, readOnly, put } = useSetting<string[]>('skip_dates');
  const [picked, setPicked] = useState<[string | null, string | null]>([null, null]);

  function pick([from, to]: [string | null, string | null]) {
    if (from === null || to === null) return setPicked([from, to]);
    setPicked([null, null]);
    put([...new Set([...value, ...datesOf({ from, to })])].sort());
  }

  return (
    <Stack gap="xs">
      {!readOnly && (
        <DatePickerInput
          type="range"
          label="Days without a lesson"
          description="Holidays, a summer break. Pick the first day and the last; for a single day, press it twice."
          placeholder="Add days"
          value={picked}
          onChange={pick}
          allowSingleDateInRange
          valueFormat="D MMM YYYY"
          leftSection={<IconCalendarPlus size={16} aria-hidden />}
          maw={360}
        />
      )}
      {fault && (
        <Input.Error role="alert" size="sm">
          {fault}
        </Input.Error>
      )}
      <Clash path="skip_dates" />
      {value.length === 0 ? (
        <Text fz="sm" c="dimmed">
          None: lessons come on every weekday above.
        </Text>
      ) : (
        <Group gap="xs" component="ul" m={0} p={0} aria-label="Days without a lesson">
          {rangesOf(value).map((range) => (
            <Paper key={range.from} component="li" withBorder px="sm" py={4} display="inline-flex">
              <Group gap={4} wrap="nowrap">
                <Text fz="sm">{sayRange(range)}</Text>
                {!readOnly && (
                  <CloseButton
                    size="sm"
                    aria-label={`Take out ${sayRange(range)}`}
                    onClick={() => put(value.filter((date) => date < range.from || date > range.to))}
                  />
                )}
              </Group>
            </Paper>
          ))}
        </Group>
      )}
    </Stack>
  );
}
