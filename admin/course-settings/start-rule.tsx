import { Radio, Stack } from '@mantine/core';
import { DatePickerInput } from '@mantine/dates';
import { useState } from 'react';
import { Clash } from './setting-fields.js';
import { useSetting } from './settings-context.js';

type Rule = 'on-confirmation' | 'first-slot' | 'together';

/** Two settings of course.yaml, one question to the author: when does lesson 1 leave? */
export function StartRule() {
  const start = useSetting<string>('start');
  const startsOn = useSetting<string | null>('starts_on');
  const [asked, setAsked] = useState(false);
  const rule: Rule = asked || startsOn.value !== null ? 'together' : (start.value as Rule);

  function choose(next: Rule) {
    setAsked(next === 'together');
    if (next === 'together') return;
    if (startsOn.value !== null) startsOn.put(null);
    start.put(next);
  }

  return (
    <Stack gap="sm">
      <Radio.Group
        label="Lesson 1 leaves"
        value={rule}
        error={start.fault}
        readOnly={start.readOnly}
        onChange={(next) => choose(next as Rule)}
      >
        <Stack gap="xs" mt={6}>
          <Radio
            value="on-confirmation"
            label="At once"
            description="As soon as somebody confirms, while they are looking. Lesson 2 comes the next day at the hour."
          />
          <Radio value="first-slot" label="At the next hour" description="In the first morning after they confirm." />
          <Radio
            value="together"
            label="For everyone on the same day"
            description="A group that starts together. Who joins after that day does not wait."
          />
        </Stack>
      </Radio.Group>
      <Clash path="start" />
      {rule === 'together' && (
        <DatePickerInput
          label="The day of lesson 1"
          placeholder="Pick a day"
          valueFormat="ddd, D MMM YYYY"
          value={startsOn.value}
          error={startsOn.fault}
          readOnly={startsOn.readOnly}
          maw={360}
          onChange={(date) => date && startsOn.put(date)}
        />
      )}
      <Clash path="starts_on" />
    </Stack>
  );
}
