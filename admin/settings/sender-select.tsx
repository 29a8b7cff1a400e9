import { Select } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { sendersQuery } from './senders.js';

/** A select's value for the default sender: no address is empty. */
const houses = '';

export interface SenderSelectProps {
  /** An address; null: the default. */
  value: string | null;
  fault: string | null | undefined;
  readOnly: boolean;
  onChange: (value: string | null) => void;
}

/** One of the senders of the house. */
export function SenderSelect({ value, fault, readOnly, onChange }: SenderSelectProps) {
  const { data } = useQuery(sendersQuery);
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
      onChange={(next) => onChange(next === houses ? null : next)}
    />
  );
}
