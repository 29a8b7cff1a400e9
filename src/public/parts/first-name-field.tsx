import { describedBy, FormField } from './form-field.js';

interface FirstNameFieldProps {
  value: string;
  error: string | undefined;
  /** It is the first field with something wrong. */
  first: boolean;
}

/** What letters call the reader, put right where a sign-up is confirmed. */
export function FirstNameField({ value, error, first }: FirstNameFieldProps) {
  return (
    <FormField id="first_name" label="What shall we call you?" hint="You may leave it empty." error={error}>
      <input
        id="first_name"
        name="first_name"
        autoComplete="given-name"
        defaultValue={value}
        {...describedBy('first_name', error, { hint: true, first })}
      />
    </FormField>
  );
}
