import { z } from 'zod';

export const oneLine = (most: number) =>
  z
    .string('expected words')
    .max(most, `expected at most ${most} characters`)
    .regex(/^[^\u0000-\u001f\u007f-\u009f\u2028\u2029\ue000\ue001]*$/, 'expected one line of words');

/** A letter as somebody is typing it: it need not be right yet. */
export const typedLetter = z
  .object({
    kind: z.enum(['lesson', 'completion'], 'expected lesson or completion'),
    /** The lesson's key, for its day; null or unknown: it would come last. */
    lesson: z.string().max(80, 'expected the key of a lesson').nullable().default(null),
    subject: oneLine(1000),
    preheader: oneLine(1000),
    minutes: z
      .int('expected whole minutes')
      .min(1, 'expected at least 1')
      .max(240, 'expected at most 240')
      .nullable()
      .default(null),
    body: z.string('expected words').max(200_000, 'expected at most 200000 characters'),
  })
  .meta({ id: 'TypedLetter' });
export type TypedLetter = z.output<typeof typedLetter>;

const letterCheck = z.object({
  about: z.enum(['sender', 'subject', 'preheader', 'words', 'pictures', 'links', 'size', 'spam', 'reading']),
  /** 'wrong' is refused at publish, 'look' is advice. */
  state: z.enum(['fine', 'look', 'wrong']),
  says: z.string(),
  /** Lines count from 1 in the body. */
  points: z.array(z.object({ line: z.int().nullable(), says: z.string() })),
});

export const letterPreview = z
  .object({
    /** Who it comes from, as an inbox shows it: "Anna <anna@example.com>". */
    from: z.string(),
    subject: z.string(),
    /** As it would leave for a sample reader; its links open nothing. Null: it cannot be made yet, and the checks say why. */
    html: z.string().nullable(),
    text: z.string().nullable(),
    /** Of the HTML. */
    bytes: z.int().nullable(),
    checks: z.array(letterCheck),
  })
  .meta({ id: 'LetterPreview' });
export type LetterPreview = z.output<typeof letterPreview>;

export const testLetterSent = z.object({ to: z.string() }).meta({ id: 'TestLetterSent' });
export type TestLetterSent = z.output<typeof testLetterSent>;

export const linksToTry = z
  .object({
    urls: z
      .array(z.string().max(2000))
      .min(1, 'expected at least one address')
      .max(20, 'expected at most 20 addresses'),
  })
  .meta({ id: 'LinksToTry' });

export const linksTried = z
  .object({
    links: z.array(
      z.object({
        url: z.string(),
        /** 'unknown': nobody answered in time, or it is not ours to ask. */
        outcome: z.enum(['opens', 'broken', 'unknown']),
        says: z.string(),
      }),
    ),
  })
  .meta({ id: 'LinksTried' });
export type LinksTried = z.output<typeof linksTried>;
