import { PasswordInput } from '@mantine/core';
import { passwordLength } from '../../src/accounts/entry.schema.js';

/** A new password, typed once and shown on request: typing it blindly twice helps nobody. */
export function NewPassword({ name, error, label = 'Password' }: { name: string; error?: string; label?: string }) {
  return (
    <PasswordInput
      label={label}
      name={name}
      description={`At least ${passwordLength.least} characters. Four or five words you can remember are best.`}
      autoComplete="new-password"
      required
      {...(error === undefined ? {} : { error })}
    />
  );
}
