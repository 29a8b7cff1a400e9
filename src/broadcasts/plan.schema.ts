import { z } from 'zod';

const lateHours = z.int('expected whole hours').min(1).max(168).default(12).meta({
  description: 'Sending that lies further back than this asks a person before it goes on.',
});

/** When a broadcast is sent. */
export const plan = z
  .discriminatedUnion('when', [
    z.strictObject({ when: z.literal('now'), lateHours }),
    z.strictObject({
      when: z.literal('at'),
      at: z.iso.datetime('expected an instant such as 2026-03-29T07:00:00Z'),
      lateHours,
    }),
    z.strictObject({
      when: z.literal('local').meta({ description: 'At this hour of each reader’s own wall, on this date.' }),
      date: z.iso.date('expected a date such as 2026-03-29'),
      hour: z.int().min(0).max(1439).meta({ description: 'Minutes after midnight.' }),
      /** Whose hour is over when they are planned: at once, or at the same hour of the next day. */
      passed: z.enum(['at-once', 'tomorrow']).default('at-once'),
      lateHours,
    }),
  ])
  .meta({ id: 'BroadcastPlan' });
export type Plan = z.output<typeof plan>;

export const rightAway: Plan = { when: 'now', lateHours: 12 };
