import { z } from 'zod';
import { addressesIn } from '../mail/address.js';

/** States an enrollment can be in; `waiting` is an active one that had every lesson while more are coming. */
export const walkStates = ['active', 'waiting', 'paused', 'left', 'finished'] as const;

const slug = z.string().min(1).max(80);
const localDate = z.iso.date({ error: 'expected a date like 2026-11-30' });
/** The opposite is meant. */
const not = z.literal(true).optional();

/** One thing that holds of a person or does not. A new kind goes here and into expression-sql.ts; nothing else changes. */
export const condition = z.discriminatedUnion('is', [
  z.strictObject({
    is: z.literal('enrolled').meta({ description: 'Has a walk: of this course, in one of these states, at this day.' }),
    course: slug.optional(),
    states: z.array(z.enum(walkStates)).min(1).max(5).optional(),
    /** Lessons had so far, in an open walk. */
    day: z.strictObject({ from: z.int().min(0).max(999), to: z.int().min(0).max(999) }).optional(),
    not,
  }),
  z.strictObject({ is: z.literal('tagged'), tag: z.string().min(1).max(40), not }),
  z.strictObject({ is: z.literal('zone'), zone: z.string().min(1).max(64), not }),
  z.strictObject({
    is: z.literal('joined').meta({ description: 'First came on one of these days, UTC; both ends belong.' }),
    from: localDate.optional(),
    to: localDate.optional(),
    not,
  }),
  z.strictObject({
    is: z.literal('consented').meta({ description: 'Agreed, and has not taken it back.' }),
    purpose: z.enum(['course', 'newsletter']),
    course: slug.optional(),
    not,
  }),
  z.strictObject({ is: z.literal('suppressed'), not }),
  z.strictObject({ is: z.literal('confirmed'), not }),
]);
export type Condition = z.infer<typeof condition>;

/** Whom a filter means: every line must hold, and of a line any condition. `[]` means everybody. */
export const expression = z.array(z.array(condition).min(1).max(20)).max(20);
export type Expression = z.infer<typeof expression>;

export const segmentBody = z
  .strictObject({
    name: z
      .string()
      .trim()
      .min(1, 'Please give it a name.')
      .max(80)
      .refine((name) => addressesIn(name).length === 0, 'Please leave addresses out: everybody of the team sees it.'),
    expression,
  })
  .meta({ id: 'SegmentBody' });
export type SegmentBody = z.infer<typeof segmentBody>;

export const segment = z
  .object({ id: z.string(), name: z.string(), expression, savedAt: z.string(), savedBy: z.string() })
  .meta({ id: 'Segment' });
export type Segment = z.infer<typeof segment>;

export const segments = z.array(segment).meta({ id: 'Segments' });
