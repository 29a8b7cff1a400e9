import { z } from 'zod';
import { deliveryKinds, deliveryStates } from '../deliveries/delivery-state.js';
import { walkStates } from '../subscribers/expression.schema.js';

const instant = z.string();

/** A lesson as one reader stands to it. */
export const lessonPlace = z.object({
  key: z.string(),
  subject: z.string(),
  /** had: settled, whatever came of it · under-way: planned or being sent · owed: still to come · skipped: by the author's choice. */
  place: z.enum(['had', 'under-way', 'owed', 'skipped']),
  deliveryId: z.string().nullable(),
  state: z.enum(deliveryStates).nullable(),
  at: instant.nullable(),
  done: z.boolean(),
});

export const personWalk = z.object({
  id: z.string(),
  course: z.object({ slug: z.string(), name: z.string() }),
  state: z.enum(walkStates),
  zone: z.string(),
  /** HH:MM on the reader's wall. */
  hour: z.string(),
  weekdays: z.array(z.string()),
  courseWeekdays: z.array(z.string()),
  startedAt: instant,
  endedAt: instant.nullable(),
  /** Lessons had, and how many it will have been (rule 10). */
  had: z.int(),
  of: z.int(),
  /** The letter that is planned or on its way. */
  underWay: z.object({ subject: z.string(), dueAt: instant, state: z.enum(deliveryStates) }).nullable(),
  /** What comes next; `at` null while a letter is under way, a pause has no end, or nothing may be sent. */
  next: z.object({ subject: z.string(), at: instant.nullable() }).nullable(),
  pausedUntil: instant.nullable(),
  lessons: z.array(lessonPlace),
});
export type PersonWalk = z.infer<typeof personWalk>;

export const person = z
  .object({
    id: z.string(),
    email: z.string(),
    firstName: z.string().nullable(),
    zone: z.string().nullable(),
    state: z.enum(['unconfirmed', 'confirmed']),
    joinedAt: instant,
    confirmedAt: instant.nullable(),
    tags: z.array(z.string()),
    newsletter: z.boolean(),
    /** `liftable`: the team may lift it, with a reason; what a reader decided is theirs. */
    suppressed: z.object({ reason: z.string(), note: z.string(), since: instant, liftable: z.boolean() }).nullable(),
    consents: z.array(
      z.object({
        purpose: z.enum(['course', 'newsletter']),
        course: z.string().nullable(),
        words: z.string(),
        signedUpAt: instant,
        /** Where it came from: a client's address, or who of the team stated it; null for those who may not see addresses. */
        from: z.string().nullable(),
        confirmedAt: instant,
        withdrawnAt: instant.nullable(),
      }),
    ),
    /** Newest first. */
    walks: z.array(personWalk),
  })
  .meta({ id: 'Person' });
export type Person = z.infer<typeof person>;

/** One thing that happened. `kind` says which fields are there besides. */
export const timelineItem = z.object({
  id: z.string(),
  at: instant,
  kind: z.enum(['sign-up', 'consent', 'consent-withdrawn', 'letter', 'mark', 'bounce', 'complaint', 'change']),
  /** In words. */
  title: z.string(),
  detail: z.string().nullable(),
  /** Who changed it; null: nobody of the team. */
  by: z.string().nullable(),
  letter: z
    .object({
      id: z.string(),
      kind: z.enum(deliveryKinds),
      state: z.enum(deliveryStates),
      repeat: z.boolean(),
      /** It can be shown as it left. */
      shown: z.boolean(),
      slot: instant.nullable(),
    })
    .nullable(),
});
export type TimelineItem = z.infer<typeof timelineItem>;

export const sentLetter = z
  .object({
    id: z.string(),
    subject: z.string(),
    to: z.string(),
    from: z.string(),
    date: z.string(),
    text: z.string(),
    /** Where the letter is shown as a page, its links inert; put it into a frame. */
    page: z.string(),
  })
  .meta({ id: 'SentLetter' });
export type SentLetter = z.infer<typeof sentLetter>;

export const whyAnswer = z
  .object({
    /** The reader's own, for the times. */
    zone: z.string(),
    lesson: z.object({ key: z.string(), subject: z.string() }),
    verdict: z.object({
      kind: z.enum(['had', 'coming', 'not-coming', 'unsure']),
      words: z.string(),
      /** When it came, or is expected. */
      at: instant.nullable(),
    }),
    /** What was decided, in the order in which it was. `slot`: the morning it was decided for. */
    decisions: z.array(z.object({ at: instant.nullable(), words: z.string(), slot: instant.nullable() })),
  })
  .meta({ id: 'WhyAnswer' });
export type WhyAnswer = z.infer<typeof whyAnswer>;
