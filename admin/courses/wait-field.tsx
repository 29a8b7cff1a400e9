import { NumberInput } from '@mantine/core';
import { useEffect, useState } from 'react';

export interface WaitFieldProps {
  /** Of the lesson, for those who cannot see it. */
  subject: string;
  days: number;
  disabled: boolean;
  /** Gives what is wrong, or undefined when it was saved. */
  onSave(days: number): Promise<string | undefined>;
}

/** How many days after the lesson before. Saved when it is left or Enter is pressed; what cannot be stands there with its reason. */
export function WaitField({ subject, days, disabled, onSave }: WaitFieldProps) {
  const [typed, setTyped] = useState<number | string>(days);
  const [fault, setFault] = useState<string | undefined>();
  useEffect(() => setTyped(days), [days]);

  async function save(value: number | string) {
    if (value === days) return setFault(undefined);
    setFault(await onSave(Number(value)));
  }

  return (
    <NumberInput
      size="xs"
      value={typed}
      disabled={disabled}
      onChange={setTyped}
      onBlur={() => void save(typed)}
      onKeyDown={(event) => {
        if (event.key === 'Enter') void save(typed);
        if (event.key === 'Escape') {
          setTyped(days);
          setFault(undefined);
        }
      }}
      error={fault}
      clampBehavior="none"
      allowDecimal={false}
      allowNegative={false}
      min={1}
      max={90}
      suffix={Number(typed) === 1 ? ' day later' : ' days later'}
      aria-label={`Days from the lesson before to “${subject}”`}
    />
  );
}
