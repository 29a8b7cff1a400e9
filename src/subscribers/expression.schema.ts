import { z } from 'zod';

/** States an enrollment can be in; `waiting` is an active one that had every lesson while more are coming. */
export const walkStates = ['active', 'waiting', 'paused', 'left', 'finished'] as const;

/** By its id, so that a filter outlives every change of the course's address. */
const course = z.string().regex(/^\d{1,18}$/, 'expected the id of a course, as /subscribers/choices names it');
const localDate = z.iso.date({ error: 'expected a date like 2026-11-30' });
const days = z.int().min(0).max(3_650);
/** Between `to` and `from` days ago, of 24 hours each, counted back from when it is asked; without `to`, at any time before. */
const daysAgo = z
  .strictObject({ from: days, to: days.optional() })
  .refine(({ from, to }) => to === undefined || to > from, { path: ['to'], error: 'expected more days than “from”' });
export type DaysAgo = z.infer<typeof daysAgo>;
/** The opposite is meant. */
const not = z.literal(true).optional();

/** One thing that holds of a person or does not. A new kind goes here and into expression-sql.ts; nothing else changes. */
export const condition = z.discriminatedUnion('is', [
  z.strictObject({
    is: z.literal('enrolled').meta({ description: 'Has a walk: of this course, in one of these states, at this day.' }),
    course: course.optional(),
    states: z.array(z.enum(walkStates)).min(1).max(5).optional(),
    /** Lessons had so far, in an open walk. */
    day: z.strictObject({ from: z.int().min(0).max(999), to: z.int().min(0).max(999) }).optional(),
    /** When the walk ended: it was finished, or left. */
    ended: daysAgo.optional(),
    not,
  }),
  z.strictObject({ is: z.literal('tagged'), tag: z.string().min(1).max(40), not }),
  z.strictObject({ is: z.literal('zone'), zone: z.string().min(1).max(64), not }),
  z.strictObject({
    is: z.literal('joined').meta({ description: 'First came on one of these days, UTC; both ends belong.' }),
    from: localDate.optional(),
    to: localDate.optional(),
    ago: daysAgo.optional(),
    not,
  }),
  z.strictObject({
    is: z.literal('consented').meta({ description: 'Agreed, and has not taken it back.' }),
    purpose: z.enum(['course', 'newsletter']),
    course: course.optional(),
    agreed: daysAgo.optional(),
    not,
  }),
  z.strictObject({ is: z.literal('suppressed'), not }),
  z.strictObject({ is: z.literal('confirmed'), not }),
]);
export type Condition = z.infer<typeof condition>;

/** Whom a filter means: every line must hold, and of a line any condition. `[]` means everybody. */
export const expression = z.array(z.array(condition).min(1).max(20)).max(20);
export type Expression = z.infer<typeof expression>;
