import { z } from 'zod';

const count = z.number().int();
export const revisionNumber = z.coerce.number().int().min(1).max(2_147_483_647);

export const publishAnswers = z.strictObject({
  inserted: z.enum(['next', 'newcomers']).optional(),
  finishers: z.enum(['offer', 'leave']).optional(),
  end: z.enum(['wait', 'finish']).optional(),
});

export const publishRequest = z
  .strictObject({
    /** The draft's version that you looked at. */
    version: count.min(1, 'expected the version of a draft'),
    note: z.string().max(2_000, 'expected at most 2,000 characters').default(''),
    answers: publishAnswers.default({}),
  })
  .meta({ id: 'PublishRequest' });
export type PublishRequest = z.output<typeof publishRequest>;

/** What a publish did to people's walks, counted. */
const effects = z.object({
  skipped: count,
  withdrawn: count,
  reopened: count,
  woken: count,
  waiting: count,
  moved: count,
});

export const published = z
  .object({ revision: count, changes: z.array(z.string()), effects })
  .meta({ id: 'PublishedRevision' });
export type Published = z.infer<typeof published>;

export const revisionLine = z.object({
  number: count,
  publishedAt: z.iso.datetime(),
  author: z.string(),
  note: z.string(),
  lessons: count,
  /** Whether this is what readers get now. */
  current: z.boolean(),
  /** As against the revision before, a line each. */
  changes: z.array(z.string()),
});
export type RevisionLine = z.infer<typeof revisionLine>;

export const revisionPage = z
  .object({ items: z.array(revisionLine), next: z.string().nullable() })
  .meta({ id: 'RevisionPage' });
export type RevisionPage = z.infer<typeof revisionPage>;

export const revisionView = revisionLine
  .extend({
    lessons: z.array(
      z.object({
        key: z.string(),
        subject: z.string(),
        preheader: z.string(),
        minutes: count.nullable(),
        waitDays: count,
        body: z.string(),
      }),
    ),
    completion: z.object({ subject: z.string(), preheader: z.string(), body: z.string() }),
    /** What the course's settings were, in words. */
    settings: z.array(z.object({ about: z.string(), says: z.string() })),
    /** Numbers of the revisions next to it; null: there is none. */
    earlier: count.nullable(),
    later: count.nullable(),
  })
  .meta({ id: 'RevisionView' });
export type RevisionView = z.infer<typeof revisionView>;

/** The lesson's key; absent: the completion letter. */
export const revisionLetterQuery = z.strictObject({ lesson: z.string().max(80).optional() });

/** A letter as a sample reader got it by this revision; its links open nothing. */
export const revisionLetter = z
  .object({ subject: z.string(), html: z.string(), text: z.string() })
  .meta({ id: 'RevisionLetter' });
export type RevisionLetter = z.infer<typeof revisionLetter>;

export const comparison = z
  .object({
    from: count,
    to: count,
    changes: z.array(
      z.object({ kind: z.string(), lesson: z.string().nullable(), about: z.string(), what: z.string() }),
    ),
    /** Texts that are different, line by line; a lesson that is in one of the two only is told whole. */
    texts: z.array(
      z.object({
        /** Null: the completion letter. */
        lesson: z.string().nullable(),
        subject: z.string(),
        lines: z.array(z.object({ kind: z.enum(['same', 'removed', 'added']), text: z.string() })),
      }),
    ),
  })
  .meta({ id: 'RevisionComparison' });
export type Comparison = z.infer<typeof comparison>;

export const bringBack = z.strictObject({ version: count.min(0) }).meta({ id: 'BringBack' });
