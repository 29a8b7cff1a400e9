import { z } from 'zod';
import { address, oneLine } from './setting-values.js';

/** A sender as it is typed. */
const fields = {
  name: oneLine(80)
    .regex(/^[^<>]*$/, 'Please leave out < and >.')
    .meta({ description: 'As mail programs show it; empty: the address alone.' }),
  email: address,
  replyTo: address.nullable().default(null).meta({ description: 'Where answers go; null: as the settings say.' }),
};

export const newSender = z.strictObject(fields).meta({ id: 'NewSender' });
export type NewSender = z.output<typeof newSender>;

export const senderEdit = z
  .strictObject({
    version: z.number().int().min(1).meta({ description: 'Of the sender this change was made on.' }),
    ...fields,
  })
  .meta({ id: 'SenderEdit' });
export type SenderEdit = z.output<typeof senderEdit>;

export const senderId = z.string().regex(/^[1-9]\d{0,17}$/, 'expected the id of a sender');

const sender = z.object({
  /** Null: it cannot be changed here. */
  id: z.string().nullable(),
  version: z.number(),
  name: z.string(),
  email: z.string(),
  /** Its own; null: none. */
  replyTo: z.string().nullable(),
  /** Where answers go in the end, unless a course says otherwise; null: to the sender. */
  answersTo: z.string().nullable(),
  /** What an inbox shows: "Anna from Coursepost <anna@example.com>". */
  shown: z.string(),
  /** Letters of the house come from it, and of every course that names no other. */
  isDefault: z.boolean(),
  /** Who says so: the list, MAIL_FROM, or nobody yet. */
  setBy: z.enum(['page', 'environment', 'default']),
  /** What is doubtful about its signature, in a sentence; null: nothing. */
  warning: z.string().nullable(),
  /** Courses that name it, published or as a draft. */
  usedBy: z.array(z.object({ slug: z.string(), name: z.string() })),
});
export type SenderView = z.infer<typeof sender>;

export const sendersView = z
  .object({
    /** The default comes first. */
    senders: z.array(sender),
    /** The environment variable that says which is the default; null: it is chosen here. */
    defaultSetBy: z.string().nullable(),
    /** Whether Coursepost signs letters itself (DKIM_KEYS). */
    signs: z.boolean(),
  })
  .meta({ id: 'Senders' });
export type SendersView = z.infer<typeof sendersView>;
