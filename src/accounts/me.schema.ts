import { z } from 'zod';
import type { Admin } from './admin.js';
import { nameField } from './entry.schema.js';
import { permissions, roles } from './permissions.js';

/** Who is signed in, as the admin pages need it. */
export const me = z
  .object({
    id: z.string(),
    name: z.string(),
    email: z.string(),
    role: z.enum(roles),
    permissions: z.array(z.enum(permissions)),
  })
  .meta({ id: 'Me' });
export type Me = z.infer<typeof me>;

export function meOf({ id, name, email, role, permissions: some }: Me | Admin): Me {
  return { id, name, email, role, permissions: [...some] };
}

/** Null: nobody is signed in. */
export interface Standing {
  me: Me | null;
}

export const newName = z.object({ name: nameField }).meta({ id: 'NewName' });

/** A sign-in that has not ended: one browser on one device. */
export const session = z.object({
  id: z.string(),
  /** The one this request came by. */
  here: z.boolean(),
  /** As the browser calls itself; null: it did not say. */
  userAgent: z.string().nullable(),
  clientAddress: z.string().nullable(),
  signedInAt: z.iso.datetime(),
  /** To the day. */
  lastSeenAt: z.iso.datetime(),
});
export type Session = z.infer<typeof session>;

export const security = z
  .object({
    secondFactor: z.boolean(),
    /** Null: no second factor, so none are needed. */
    recoveryCodesLeft: z.number().int().nullable(),
    passkeys: z.array(z.object({ id: z.string(), name: z.string().nullable(), addedAt: z.iso.datetime().nullable() })),
    sessions: z.array(session),
  })
  .meta({ id: 'Security' });
export type Security = z.infer<typeof security>;
