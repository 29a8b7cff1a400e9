import { z } from 'zod';
import { expression } from '../subscribers/expression.schema.js';

const id = z.string().regex(/^\d{1,18}$/, 'expected an id');

/**
 * Who gets a broadcast. The base is always a consent (rule 28): the newsletter's, or a course's where the sentence that people agreed to
 * at its sign-up said so; which of its sentences did, the author says.
 */
export const audience = z
  .strictObject({
    to: z.discriminatedUnion('kind', [
      z.strictObject({ kind: z.literal('newsletter') }),
      z.strictObject({
        kind: z.literal('course'),
        course: id,
        /** Sentences of consent that promise more than lessons, as /broadcasts/audience names them; whoever agreed to another is left out. */
        words: z.array(z.string().max(500)).max(50).default([]),
      }),
    ]),
    /** Of those, only people of whom this holds; null: all of them. */
    only: expression.nullable().default(null),
    /** A kept segment that they must be in too, read when the sending starts; null: none. */
    segment: id.nullable().default(null),
    spare: z
      .strictObject({
        /** Nobody who gets another letter on that day, in their own zone. */
        letterToday: z.boolean().default(false),
        /** Nobody who has had this many lessons or fewer in a walk under way; null: they get it too. */
        firstDays: z.int().min(1).max(60).nullable().default(null),
      })
      .default({ letterToday: false, firstDays: null }),
  })
  .meta({ id: 'Audience' });
export type Audience = z.output<typeof audience>;

export const everybodyWithTheNewsletter: Audience = {
  to: { kind: 'newsletter' },
  only: null,
  segment: null,
  spare: { letterToday: false, firstDays: null },
};

export const audienceAsked = z.strictObject({ audience }).meta({ id: 'AudienceAsked' });
export type AudienceAsked = z.output<typeof audienceAsked>;

export const audienceReading = z
  .object({
    count: z.int(),
    /** There are more than were counted so far. */
    atLeast: z.boolean(),
    /** It is being counted in the background: ask again in a second or two. */
    counting: z.boolean(),
    /** Ten at most, newest first; addresses masked for those who may not see them. */
    people: z.array(
      z.object({
        id: z.string(),
        email: z.string(),
        firstName: z.string().nullable(),
        zone: z.string().nullable(),
        tags: z.array(z.string()),
      }),
    ),
    /** What it names and is no longer there, in words: it cannot be sent so. */
    gone: z.array(z.string()),
    /** Of a course's readers: the sentences they agreed to, the latest first; empty for the newsletter. */
    words: z.array(z.object({ words: z.string(), people: z.int() })),
  })
  .meta({ id: 'AudienceReading' });
export type AudienceReading = z.infer<typeof audienceReading>;
