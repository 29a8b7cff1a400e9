import { Group, NumberInput, Radio, Stack, Text } from '@mantine/core';
import { DateInput, TimeInput } from '@mantine/dates';
import type { Plan } from '../../src/broadcasts/plan.schema.js';
import { formatHour, parseHour } from '../../src/schedule/hour.js';
import { people } from '../publishing/publish-words.js';
import { useZone } from '../settings/house-settings.js';
import { dateIn, instantOf, timeIn } from '../shell/day-span.js';
import { Section } from '../shell/section.js';
import { cityOf } from '../subscribers/subscribers.js';
import { Faults, type FaultsProps } from './faults.js';

export interface PlanCardProps extends FaultsProps {
  plan: Plan;
  /** How many readers' hour is over already; undefined: not known. */
  passed: number | undefined;
  readOnly: boolean;
  onChange: (plan: Plan) => void;
}

const dayMs = 24 * 3_600_000;

/** When it is sent: now, at one moment, or at an hour of each reader's own clock. */
export function PlanCard({ plan, passed, readOnly, faults, onChange }: PlanCardProps) {
  const zone = useZone();
  const { lateHours } = plan;
  const choose = (when: string) => {
    const tomorrow = dateIn(new Date(Date.now() + dayMs).toISOString(), zone);
    if (when === 'now') onChange({ when, lateHours });
    if (when === 'at') onChange({ when, at: instantOf(tomorrow, '08:00', zone).toISOString(), lateHours });
    if (when === 'local') onChange({ when, date: tomorrow, hour: 8 * 60, passed: 'at-once', lateHours });
  };
  return (
    <Section title="When it is sent">
      <Radio.Group aria-label="When it is sent" value={plan.when} onChange={choose} readOnly={readOnly}>
        <Stack gap="sm">
          <Radio value="now" label="Right away" />
          <Radio value="at" label="At one moment for everybody" />
          <Radio
            value="local"
            label="At each reader’s own hour"
            description="Around the world it takes a day: 8 in the morning comes to Auckland long before it comes to Lima."
          />
        </Stack>
      </Radio.Group>
      {plan.when === 'at' && <Moment plan={plan} zone={zone} readOnly={readOnly} onChange={onChange} />}
      {plan.when === 'local' && <LocalHour plan={plan} passed={passed} readOnly={readOnly} onChange={onChange} />}
      <NumberInput
        label="Ask me before sending later than … hours"
        description="If sending was held up longer than that, it waits for your word."
        min={1}
        max={168}
        allowDecimal={false}
        maw={340}
        readOnly={readOnly}
        value={lateHours}
        onChange={(value) => typeof value === 'number' && onChange({ ...plan, lateHours: value })}
      />
      <Faults faults={faults} />
    </Section>
  );
}

interface MomentProps {
  plan: Extract<Plan, { when: 'at' }>;
  zone: string | undefined;
  readOnly: boolean;
  onChange: (plan: Plan) => void;
}

function Moment({ plan, zone, readOnly, onChange }: MomentProps) {
  const date = dateIn(plan.at, zone);
  const time = timeIn(plan.at, zone);
  const put = (day: string, minute: string) => onChange({ ...plan, at: instantOf(day, minute, zone).toISOString() });
  return (
    <Group align="flex-end" gap="sm">
      <Day value={date} readOnly={readOnly} onChange={(day) => put(day, time)} />
      <TimeInput
        label="Time"
        description={zone ? `In ${cityOf(zone)}` : null}
        value={time}
        readOnly={readOnly}
        onChange={(event) => event.currentTarget.value !== '' && put(date, event.currentTarget.value.slice(0, 5))}
      />
    </Group>
  );
}

interface LocalHourProps {
  plan: Extract<Plan, { when: 'local' }>;
  passed: number | undefined;
  readOnly: boolean;
  onChange: (plan: Plan) => void;
}

function LocalHour({ plan, passed, readOnly, onChange }: LocalHourProps) {
  const { date, hour } = plan;
  return (
    <Stack gap="md">
      <Group align="flex-end" gap="sm">
        <Day value={date} readOnly={readOnly} onChange={(day) => onChange({ ...plan, date: day })} />
        <TimeInput
          label="Hour"
          description="By each reader’s own clock"
          value={formatHour(hour)}
          readOnly={readOnly}
          onChange={(event) => {
            const typed = parseHour(event.currentTarget.value.slice(0, 5));
            if (typed !== null) onChange({ ...plan, hour: typed });
          }}
        />
      </Group>
      <Radio.Group
        label="Whose hour is over already when it begins"
        value={plan.passed}
        readOnly={readOnly}
        onChange={(value) => onChange({ ...plan, passed: value === 'tomorrow' ? 'tomorrow' : 'at-once' })}
      >
        <Stack gap="xs" mt="xs">
          <Radio value="at-once" label="gets it at once" />
          <Radio value="tomorrow" label="gets it at that hour of the next day" />
        </Stack>
      </Radio.Group>
      <Text fz="sm" role="status">
        {passed === undefined
          ? ''
          : passed === 0
            ? 'As things are, nobody’s hour is over yet.'
            : `As things are, the hour is over for ${people(passed)}.`}
      </Text>
    </Stack>
  );
}

function Day({ value, readOnly, onChange }: { value: string; readOnly: boolean; onChange: (day: string) => void }) {
  return (
    <DateInput
      label="Day"
      valueFormat="D MMM YYYY"
      value={value}
      readOnly={readOnly}
      onChange={(day) => day !== null && onChange(day)}
    />
  );
}
