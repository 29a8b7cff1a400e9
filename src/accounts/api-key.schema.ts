import { z } from 'zod';
import { permissions } from './permissions.js';

export const apiKey = z.object({
  id: z.string(),
  name: z.string(),
  /** Its last four characters, to know it by. */
  ending: z.string(),
  scopes: z.array(z.enum(permissions)),
  /** A name. */
  madeBy: z.string(),
  createdAt: z.iso.datetime(),
  /** To the minute; null: never. */
  lastUsedAt: z.iso.datetime().nullable(),
});
export type ApiKey = z.infer<typeof apiKey>;
export const apiKeys = z.object({ items: z.array(apiKey) }).meta({ id: 'ApiKeys' });

export const newApiKey = z
  .object({
    name: z
      .string('expected what the key is for')
      .trim()
      .min(1, 'expected what the key is for')
      .max(80, 'expected at most 80 characters'),
    scopes: z
      .array(z.enum(permissions), 'expected a list of permissions')
      .min(1, 'expected at least one permission')
      .transform((scopes) => [...new Set(scopes)]),
  })
  .meta({ id: 'NewApiKey' });
export type NewApiKey = z.infer<typeof newApiKey>;

/** The key itself, for this once. */
export const madeApiKey = z.object({ id: z.string(), key: z.string() }).meta({ id: 'MadeApiKey' });
