import { formatHour } from '../../schedule/hour.js';
import { describedBy, FormField } from './form-field.js';

interface HourFieldProps {
  id: string;
  label: string;
  /** 'HH:MM'; kept even where it is not on the half hour, or is what somebody sent that is no hour at all. */
  value: string;
  error?: string | undefined;
}

const halfHours = Array.from({ length: 48 }, (_, index) => formatHour(index * 30));

/** A select: one press on a phone, no keyboard, the same on every machine. */
export function HourField({ id, label, value, error }: HourFieldProps) {
  const hours = halfHours.includes(value) || !/^\d\d:\d\d$/.test(value) ? halfHours : [...halfHours, value].sort();
  return (
    <FormField id={id} label={label} error={error}>
      <select id={id} name="hour" defaultValue={value} {...describedBy(id, error)}>
        {hours.map((hour) => (
          <option key={hour} value={hour}>
            {hour}
          </option>
        ))}
      </select>
    </FormField>
  );
}
