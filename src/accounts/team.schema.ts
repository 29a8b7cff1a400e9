import { z } from 'zod';
import { emailField, roleField } from './entry.schema.js';
import { roles } from './permissions.js';

export const member = z.object({
  id: z.string(),
  name: z.string(),
  email: z.string(),
  role: z.enum(roles),
  /** Codes from an app are asked for after the password. */
  secondFactor: z.boolean(),
  passkeys: z.number().int(),
  joinedAt: z.iso.datetime(),
  /** To the day; null: not signed in anywhere. */
  lastSeenAt: z.iso.datetime().nullable(),
});
export type Member = z.infer<typeof member>;

export const invitation = z.object({
  id: z.string(),
  email: z.string(),
  role: z.enum(roles),
  /** A name; null: made on the command line, or by somebody who has left. */
  invitedBy: z.string().nullable(),
  expiresAt: z.iso.datetime(),
  expired: z.boolean(),
});
export type Invitation = z.infer<typeof invitation>;

export const team = z.object({ members: z.array(member), invitations: z.array(invitation) }).meta({ id: 'Team' });
export type Team = z.infer<typeof team>;

export const newInvitation = z.object({ email: emailField, role: roleField }).meta({ id: 'NewInvitation' });
export const madeInvitation = z.object({ id: z.string() }).meta({ id: 'MadeInvitation' });
export const invitationLink = z.object({ url: z.string() }).meta({ id: 'InvitationLink' });
export const newRole = z.object({ role: roleField }).meta({ id: 'NewRole' });

/** Ids of invitations and keys. */
export const rowId = z.string().regex(/^\d{1,18}$/, 'expected an id');
/** Ids of people. */
export const personId = z.string().regex(/^[\w-]{1,64}$/, 'expected an id');
