import { z } from 'zod';
import { pageOf, pageQuery } from '../http/page.schema.js';
import { deliveryKinds, deliveryStates } from './delivery-state.js';

const id = z.string().regex(/^\d{1,19}$/, 'expected a number');
const instant = z.iso.datetime({ offset: true, error: 'expected an instant such as 2026-03-02T07:00:00Z' });

/** Which letters. Without `state`, what has been settled, newest first; with an open state, what is to come, soonest first. */
export const deliveriesQuery = pageQuery.extend({
  state: z.enum(deliveryStates).optional(),
  kind: z.enum(deliveryKinds).optional(),
  course: z.string().max(80).optional().meta({ description: 'Slug.' }),
  lesson: z.string().max(80).optional().meta({ description: "The lesson's own key, within `course`." }),
  broadcast: id.optional().meta({
    description: 'Of this broadcast. Without it, what is planned of broadcasts is left out of what is to come.',
  }),
  subscriber: id.optional(),
  late: z.literal('true').optional().meta({ description: 'Due over ten minutes ago, and not handed over yet.' }),
  from: instant.optional().meta({ description: 'Settled (or, to come: due) at or after this instant.' }),
  to: instant.optional().meta({ description: '… and before this one.' }),
});
export type DeliveriesQuery = z.infer<typeof deliveriesQuery>;

export const deliveryParams = { subscriberId: id, id };

const person = z.object({
  id: z.string(),
  /** Masked for those who may not see addresses. */
  email: z.string(),
  firstName: z.string().nullable(),
});

export const deliveryItem = z.object({
  id: z.string(),
  subscriberId: z.string(),
  person,
  kind: z.enum(deliveryKinds),
  kindSays: z.string(),
  state: z.enum(deliveryStates),
  stateSays: z.string(),
  held: z.boolean(),
  repeat: z.boolean(),
  course: z.object({ slug: z.string(), name: z.string() }).nullable(),
  lesson: z.object({ key: z.string(), subject: z.string() }).nullable(),
  broadcast: z.object({ id: z.string(), subject: z.string() }).nullable(),
  dueAt: z.string(),
  handedOverAt: z.string().nullable(),
  settledAt: z.string().nullable(),
  /** What the mail server said last; null: nothing. */
  reply: z.object({ code: z.number().nullable(), text: z.string() }).nullable(),
  because: z.string().nullable(),
});
export type DeliveryItem = z.infer<typeof deliveryItem>;

export const deliveryPage = pageOf(deliveryItem).meta({ id: 'DeliveryPage' });
export type DeliveryPage = z.infer<typeof deliveryPage>;

export const deliveryDetail = deliveryItem
  .extend({
    attempts: z.number(),
    doubts: z.number(),
    leaveBy: z.string(),
    /** Whether what it was filled with is still kept, so that it can be shown as it left. */
    kept: z.boolean(),
    repeatOf: z.string().nullable(),
    /** What happened, oldest first. `by`: who did it, where a person did. */
    history: z.array(z.object({ at: z.string(), what: z.string(), by: z.string().nullable() })),
  })
  .meta({ id: 'DeliveryDetail' });
export type DeliveryDetail = z.infer<typeof deliveryDetail>;

/** Cheap counts for the head of the list; capped. */
export const deskCounts = z
  .object({ inDoubt: z.number(), capped: z.boolean().meta({ description: 'There are more than that.' }) })
  .meta({ id: 'DeskCounts' });
export type DeskCounts = z.infer<typeof deskCounts>;

export const decisions = z
  .object({
    decision: z.enum(['resend', 'arrived', 'give-up'], 'expected resend, arrived or give-up'),
    deliveries: z
      .array(z.object({ subscriberId: id, id }))
      .min(1, 'Please choose at least one letter.')
      .max(500, 'At most 500 letters at a time, please.'),
  })
  .meta({ id: 'DeskDecisions' });
export type Decisions = z.infer<typeof decisions>;

export const decided = z
  .object({
    decided: z.number(),
    /** Letters that were left as they are, each with the reason. */
    left: z.array(z.object({ subscriberId: z.string(), id: z.string(), because: z.string() })),
  })
  .meta({ id: 'DeskDecided' });
export type Decided = z.infer<typeof decided>;
