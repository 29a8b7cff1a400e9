import { z } from 'zod';
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
