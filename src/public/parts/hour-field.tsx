import type { ReactNode } from 'react';
import { formatHour } from '../../schedule/hour.js';
import { describedBy, FormField } from './form-field.js';

interface HourFieldProps {
  id: string;
  label: string;
  /** 'HH:MM'; kept even where it is not on the half hour, or is what somebody sent that is no hour at all. */
  value: string;
  error?: string | undefined;
  /** The first field that was wrong. */
  first?: boolean;
  /** A button in the same row. */
  beside?: ReactNode;
}

const halfHours = Array.from({ length: 48 }, (_, index) => formatHour(index * 30));

/** A select: one press on a phone, no keyboard, the same on every machine. */
export function HourField({ id, label, value, error, first = false, beside }: HourFieldProps) {
  const hours = halfHours.includes(value) || !/^\d\d:\d\d$/.test(value) ? halfHours : [...halfHours, value].sort();
  const select = (
    <select id={id} name="hour" defaultValue={value} {...describedBy(id, error, { first })}>
      {hours.map((hour) => (
        <option key={hour} value={hour}>
          {hour}
        </option>
      ))}
    </select>
  );
  return (
    <FormField id={id} label={label} error={error}>
      {beside ? (
        <div className="row">
          {select}
          {beside}
        </div>
      ) : (
        select
      )}
    </FormField>
  );
}
