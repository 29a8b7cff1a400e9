import { Select } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { sendersQuery } from '../settings/senders.js';
import { Clash } from './setting-fields.js';
import { useSetting } from './settings-context.js';

/** A select's value for "no line in course.yaml": no address is empty. */
const houses = '';

/** Who the course's letters come from, one of the senders of the house. */
export function SenderField() {
  const { data } = useQuery(sendersQuery);
  const { value, fault, readOnly, put } = useSetting<string | null>('sender');
  const senders = data?.senders ?? [];
  const same = (a: string, b: string) => a.toLowerCase() === b.toLowerCase();
  const own = senders.find(({ isDefault }) => isDefault);
  const chosen = value === null ? own : senders.find(({ email }) => same(email, value));
  const missing = value !== null && data !== undefined && !chosen;
  const options = [
    { value: houses, label: `The default${own ? `: ${own.name || own.email}` : ''}` },
    ...senders
      .filter((one) => one.id !== null || (value !== null && same(one.email, value)))
      .map(({ email, shown }) => ({ value: chosen?.email === email && value !== null ? value : email, label: shown })),
    ...(value !== null && !chosen ? [{ value, label: value }] : []),
  ];
  return (
    <>
      <Select
        label="Letters come from"
        description={
          <>
            {chosen ? `An inbox shows: ${chosen.shown}. ` : ''}
            {chosen?.warning ? `${chosen.warning} ` : ''}The list is under Settings.
          </>
        }
        data={options}
        value={value ?? houses}
        allowDeselect={false}
        readOnly={readOnly}
        error={fault ?? (missing ? 'This sender is not in the list any more: please choose another one.' : null)}
        onChange={(next) => put(next === houses ? null : next)}
      />
      <Clash path="sender" />
    </>
  );
}
