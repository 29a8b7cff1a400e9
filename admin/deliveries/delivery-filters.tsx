import { Button, Group, Select, SimpleGrid, Text, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { kindInWords } from '../../src/deliveries/delivery-words.js';
import type { DeskCounts } from '../../src/deliveries/delivery.schema.js';
import { useZone } from '../settings/house-settings.js';
import { dateIn, daySpan } from '../shell/day-span.js';
import { todayQuery } from '../today/today.js';
import type { DeliveryFilter } from './delivery-filter.js';

const which = [
  { value: 'settled', label: 'All that has happened' },
  { value: 'planned', label: 'Next to leave' },
  { value: 'sending', label: 'Being handed over' },
  { value: 'late', label: 'Late' },
  { value: 'in_doubt', label: 'In doubt' },
  { value: 'accepted', label: 'Accepted' },
  { value: 'refused', label: 'Refused' },
  { value: 'withdrawn', label: 'Not sent' },
  { value: 'closed', label: 'Given up' },
  { value: 'skipped', label: 'Skipped by the author' },
];

interface Props {
  filter: DeliveryFilter;
  inDoubt: DeskCounts | undefined;
  onChange: (filter: DeliveryFilter) => void;
}

/** Which letters; what is chosen stands in the address of the page, so that it can be kept and sent on. */
export function DeliveryFilters({ filter, inDoubt, onChange }: Props) {
  const zone = useZone();
  const { data: today } = useQuery(todayQuery(zone));
  const choose = (value: string | null) => {
    const state = value === 'late' || value === 'settled' ? null : value;
    change({ state, late: value === 'late' ? 'true' : null });
  };
  const change = (part: Partial<Record<keyof DeliveryFilter, string | null>>) =>
    onChange(Object.fromEntries(Object.entries({ ...filter, ...part }).filter(([, value]) => value)) as DeliveryFilter);
  const count = inDoubt && inDoubt.inDoubt > 0 ? ` (${inDoubt.inDoubt}${inDoubt.capped ? '+' : ''})` : '';
  const narrowed = Object.keys(filter).length > 0;
  return (
    <Group align="flex-end" gap="sm">
      <SimpleGrid cols={{ base: 1, xs: 2, md: 4 }} w="100%" spacing="sm" verticalSpacing="sm">
        <Select
          label="Which letters"
          data={which.map(({ value, label }) => ({ value, label: value === 'in_doubt' ? `${label}${count}` : label }))}
          value={filter.late ? 'late' : (filter.state ?? 'settled')}
          onChange={choose}
          allowDeselect={false}
        />
        <Select
          label="Kind"
          placeholder="Every kind"
          clearable
          clearButtonProps={{ 'aria-label': 'Every kind' }}
          data={Object.entries(kindInWords).map(([value, label]) => ({ value, label }))}
          value={filter.kind ?? null}
          onChange={(kind) => change({ kind })}
        />
        <Select
          label="Course"
          placeholder="Every course"
          clearable
          clearButtonProps={{ 'aria-label': 'Every course' }}
          data={(today?.welcome.courses ?? []).map(({ slug, name }) => ({ value: slug, label: name }))}
          value={filter.course ?? null}
          onChange={(course) => change({ course, lesson: null })}
        />
        <TextInput
          label="Day"
          type="date"
          value={filter.from ? dateIn(filter.from, zone) : ''}
          onChange={({ currentTarget: { value } }) =>
            change(value === '' ? { from: null, to: null } : daySpan(value, zone))
          }
        />
      </SimpleGrid>
      {narrowed && (
        <Button variant="subtle" size="xs" onClick={() => onChange({})}>
          Show all
        </Button>
      )}
      <Span filter={filter} zone={zone} />
      {(filter.subscriber ?? filter.lesson) && (
        <Text fz="sm" c="dimmed" w="100%">
          {filter.subscriber ? 'Letters of one person only.' : `Lesson “${filter.lesson}” only.`}
        </Text>
      )}
    </Group>
  );
}

/** A span that is no whole day, such as an hour of Today: the field of the day cannot say it. */
function Span({ filter: { from, to }, zone }: { filter: DeliveryFilter; zone: string | undefined }) {
  if (from === undefined && to === undefined) return null;
  if (from !== undefined) {
    const day = daySpan(dateIn(from, zone), zone);
    if (from === day.from && to === day.to) return null;
  }
  const said = [
    from === undefined ? null : `from ${at(from, zone)}`,
    to === undefined ? null : `until ${at(to, zone)}`,
  ];
  return (
    <Text fz="sm" c="dimmed" w="100%" role="status">
      Only {said.filter(Boolean).join(' ')}.
    </Text>
  );
}

/** '2 November, 07:00'. */
function at(iso: string, zone: string | undefined): string {
  const shape = { timeZone: zone, day: 'numeric', month: 'long', hour: '2-digit', minute: '2-digit' } as const;
  return new Date(iso).toLocaleString('en-GB', shape);
}
