import { z } from 'zod';
import type { Permission } from '../accounts/permissions.js';
import { expression } from '../subscribers/expression.schema.js';
import { tagName } from '../subscribers/subscriber-list.schema.js';
import { why } from '../suppressions/suppression.schema.js';
import { id } from './person-acts.schema.js';

const course = z.string().min(1).max(80);
const words = z.string().trim().min(10, 'Please say how they agreed, in a sentence.').max(500);

/** What can be done with many people at once. */
export const bulkAct = z.discriminatedUnion('do', [
  z.strictObject({ do: z.literal('tag'), tag: tagName }),
  z.strictObject({ do: z.literal('untag'), tag: tagName }),
  z.strictObject({ do: z.literal('enroll'), course, consent: words }),
  z.strictObject({ do: z.literal('pause'), course }),
  z.strictObject({ do: z.literal('resume'), course }),
  z.strictObject({ do: z.literal('leave'), course }),
  z.strictObject({ do: z.literal('unsubscribe') }),
  z.strictObject({ do: z.literal('suppress'), note: why }),
  z.strictObject({ do: z.literal('erase') }),
]);
export type BulkAct = z.infer<typeof bulkAct>;

/** What somebody must be allowed to do for it, as for one person. */
export function permissionFor({ do: what }: Pick<BulkAct, 'do'>): Permission {
  return what === 'suppress' ? 'suppressions.write' : 'subscribers.write';
}

/** These people, or everybody a filter means at the moment the work comes to them. */
export const bulkPeople = z.union([
  z.strictObject({ ids: z.array(id).min(1, 'Please choose somebody.').max(1_000) }),
  z.strictObject({ filter: expression }),
]);
export type BulkPeople = z.infer<typeof bulkPeople>;

export const bulkBody = z.object({ act: bulkAct, people: bulkPeople }).meta({ id: 'BulkBody' });
export type BulkBody = z.infer<typeof bulkBody>;

export const bulkCountBody = z.object({ people: bulkPeople }).meta({ id: 'BulkCountBody' });
export const bulkCount = z.object({ people: z.int() }).meta({ id: 'BulkCount' });

/** The words of an act are gone once it has ended: where it needs some, they are said again. */
export const bulkResumeBody = z.object({ words: z.string().optional() }).default({}).meta({ id: 'BulkResumeBody' });
export type BulkResumeBody = z.output<typeof bulkResumeBody>;

/** An act without the words that were written for it: they may name people, and answers and runs outlive them (rule 33). */
export const toldAct = z.object({
  do: z.enum(bulkAct.options.map((option) => option.shape.do.value)),
  tag: tagName.optional(),
  course: course.optional(),
});

export const bulkRun = z
  .object({
    id: z.string(),
    act: toldAct,
    state: z.enum(['running', 'stopped', 'finished', 'failed']),
    /** How many there were at the start; how many were looked at; how many of them were changed by it. */
    people: z.int(),
    done: z.int(),
    changed: z.int(),
    /** With how many it could not be done, and the first twenty of them. */
    aside: z.int(),
    setAside: z.array(z.object({ subscriberId: z.string(), firstName: z.string().nullable(), because: z.string() })),
    startedAt: z.string(),
    startedBy: z.string(),
    endedAt: z.string().nullable(),
    failure: z.string().nullable(),
    undoable: z.boolean(),
    /** Under way, ended within the last quarter of an hour, or broken off within the last day: worth showing. */
    recent: z.boolean(),
  })
  .meta({ id: 'BulkRun' });
export type BulkRun = z.infer<typeof bulkRun>;

export const bulkRuns = z.array(bulkRun).meta({ id: 'BulkRuns' });
