import { z } from 'zod';
import { roles } from './permissions.js';

/** Of a password, in characters. Long beats clever: there are no other rules. */
export const passwordLength = { least: 10, most: 128 };

export const emailField = z
  .string('expected an address like you@example.com')
  .trim()
  .toLowerCase()
  .max(254, 'expected at most 254 characters')
  .pipe(z.email('expected an address like you@example.com'));
export const nameField = z
  .string('expected your name')
  .trim()
  .min(1, 'expected your name')
  .max(80, 'expected at most 80 characters');
export const passwordField = z
  .string(`expected at least ${passwordLength.least} characters`)
  .min(passwordLength.least, `expected at least ${passwordLength.least} characters`)
  .max(passwordLength.most, `expected at most ${passwordLength.most} characters`);
export const roleField = z.enum(roles, `expected ${roles.join(', ')}`);

/** What a one-time link opens. */
export const linkKinds = ['owner', 'invitation', 'reset'] as const;
export type LinkKind = (typeof linkKinds)[number];

/** What a one-time link is for, as its page says it before anything is typed. */
export const linkView = z
  .object({
    kind: z.enum(linkKinds),
    /** Null: the owner, who says so. */
    email: z.string().nullable(),
    role: z.enum(roles),
    expiresAt: z.iso.datetime(),
  })
  .meta({ id: 'OneTimeLink' });
export type LinkView = z.infer<typeof linkView>;

/** Taking the link. `email` from the owner only; `name` from everybody new; a reset takes the password alone. */
export const takeLink = z
  .object({ name: nameField.optional(), email: emailField.optional(), password: passwordField })
  .meta({ id: 'TakeOneTimeLink' });
export type TakeLink = z.infer<typeof takeLink>;

/** What taking a link did: the address to sign in with, and passkeys that open the account as before. */
export interface LinkTaken {
  email: string;
  passkeys: Array<{ name: string | null; addedAt: string | null }>;
}

export const resetRequest = z.object({ email: emailField }).meta({ id: 'PasswordResetRequest' });
