import { z } from 'zod';
import { pageOf, pageQuery } from '../http/page.schema.js';
import { audience } from './audience.schema.js';
import { plan } from './plan.schema.js';

export const broadcastStates = ['draft', 'scheduled', 'sending', 'paused', 'finished', 'stopped'] as const;
export type BroadcastState = (typeof broadcastStates)[number];
export const visibilities = ['public', 'subscribers', 'hidden'] as const;
export const broadcastTemplates = ['masthead', 'plain'] as const;

const instant = z.iso.datetime();
const slug = z
  .string()
  .max(80)
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'expected small letters, digits and single dashes, such as "spring-letter"');
export const broadcastPicture = z.strictObject({
  path: z.string().regex(/^pictures\/[A-Za-z0-9._-]{1,100}$/, 'expected a path such as pictures/clam.png'),
  hash: z.string().regex(/^[0-9a-f]{64}$/, 'expected a picture’s hash, as its upload gave it'),
});
const version = z.int().min(1).meta({ description: '`version` of the broadcast that you saw.' });

/** What can be written of a broadcast; after its sending has begun only who may read it in the archive. */
const words = {
  template: z.enum(broadcastTemplates),
  subject: z.string().max(1_000),
  preheader: z.string().max(1_000),
  body: z.string().max(100_000, 'At most 100,000 characters.'),
  sender: z
    .string()
    .max(254)
    .nullable()
    .meta({ description: 'Address of one of the house’s senders; null: the default one.' }),
  audience,
  plan,
  visibility: z.enum(visibilities),
  slug: slug.nullable().meta({ description: 'Its address in the archive; null: made of the subject when it is sent.' }),
  /** All of them: what is left out is no longer the letter’s. */
  pictures: z.array(broadcastPicture).max(200),
};

/** What is absent stays as it is. */
export const broadcastSave = z
  .strictObject({ version, ...z.strictObject(words).partial().shape })
  .meta({ id: 'BroadcastSave' });
export type BroadcastSave = z.output<typeof broadcastSave>;
export type BroadcastWords = Omit<BroadcastSave, 'version'>;

export const broadcastVersion = z.strictObject({ version }).meta({ id: 'BroadcastVersion' });

export const broadcastView = z
  .object({
    id: z.string(),
    slug: z.string().nullable(),
    state: z.enum(broadcastStates),
    version: z.int(),
    template: z.enum(broadcastTemplates),
    subject: z.string(),
    preheader: z.string(),
    body: z.string(),
    sender: z.string().nullable(),
    audience,
    plan,
    visibility: z.enum(visibilities),
    createdAt: instant,
    savedAt: instant,
    /** A colleague's name, or 'command line'. */
    savedBy: z.string(),
    /** Scheduled: the first instant at which it is somebody's time. */
    startsAt: instant.nullable(),
    startedAt: instant.nullable(),
    endedAt: instant.nullable(),
    /** 'person', 'late', or in words what went wrong; null: not paused. */
    pausedBecause: z.string().nullable(),
    pictures: z.array(z.object({ path: z.string(), hash: z.string(), width: z.int(), height: z.int() })),
  })
  .meta({ id: 'BroadcastView' });
export type BroadcastView = z.infer<typeof broadcastView>;

/** Members of a 409: what you saved on which version, and the broadcast as it stands. */
export interface BroadcastConflict {
  yours: BroadcastSave;
  theirs: BroadcastView;
}

export const broadcastListQuery = pageQuery;

export const broadcastItem = z.object({
  id: z.string(),
  slug: z.string().nullable(),
  subject: z.string(),
  state: z.enum(broadcastStates),
  visibility: z.enum(visibilities),
  /** In words: 'Newsletter readers in “Coaches”'. */
  audience: z.string(),
  /** Letters planned so far. */
  planned: z.int(),
  pausedBecause: z.string().nullable(),
  savedAt: instant,
  savedBy: z.string(),
  startsAt: instant.nullable(),
  startedAt: instant.nullable(),
  endedAt: instant.nullable(),
});
export type BroadcastItem = z.infer<typeof broadcastItem>;

export const broadcastPage = pageOf(broadcastItem).meta({ id: 'BroadcastPage' });
export type BroadcastPage = z.infer<typeof broadcastPage>;
