import { z } from 'zod';
import { canonicalZone } from '../schedule/zone.js';

export const todayQuery = z.object({
  zone: z
    .string()
    .transform((given, context) => {
      const name = canonicalZone(given);
      if (name !== null) return name;
      context.addIssue({ code: 'custom', message: 'Please give a time zone such as Europe/London.' });
      return z.NEVER;
    })
    .meta({ description: 'Whose day it is.' }),
});
export type TodayQuery = z.infer<typeof todayQuery>;

const count = z.object({ count: z.number(), capped: z.boolean().meta({ description: 'There are more than that.' }) });
const pair = z.object({ lately: z.number(), before: z.number() });

export const todayView = z
  .object({
    at: z.string(),
    zone: z.string(),
    /** The day in that zone. */
    from: z.string(),
    to: z.string(),
    /** Of the day, each with what was settled in it and what the forecast has for the rest of it. */
    hours: z.array(
      z.object({
        from: z.string(),
        accepted: z.number(),
        refused: z.number(),
        inDoubt: z.number(),
        toCome: z.number(),
      }),
    ),
    /** Letters per second at most; null: no limit. */
    rate: z.number().nullable(),
    /** Today (what is left of it) and the six days after; null until it was reckoned for the first time. */
    forecast: z
      .object({
        reckonedAt: z.string(),
        days: z.array(
          z.object({
            date: z.string(),
            letters: z.number(),
            /** How long the fullest quarter of an hour takes at the present rate; null: no limit, or nothing to send. */
            longestMinutes: z.number().nullable(),
          }),
        ),
      })
      .nullable(),
    /** Of the last seven days, and of the seven before. Null until reckoned. */
    comings: z
      .object({ reckonedAt: z.string(), signedUp: pair, confirmed: pair, finished: pair, departed: pair })
      .nullable(),
    /** What wants a person. */
    wants: z.object({ inDoubt: count, refusedToday: count, late: count }),
    welcome: z.object({
      /** Nobody has signed up yet. */
      isEmpty: z.boolean(),
      courses: z.array(z.object({ slug: z.string(), name: z.string(), address: z.string() })),
    }),
  })
  .meta({ id: 'Today' });
export type TodayView = z.infer<typeof todayView>;

const service = z.object({ isWell: z.boolean(), says: z.string() });

export const servicesView = z
  .object({
    database: service,
    mail: service,
    workers: service.extend({
      running: z.array(
        z.object({
          id: z.string(),
          host: z.string(),
          pid: z.number(),
          startedAt: z.string(),
          silentSeconds: z.number(),
          isSilent: z.boolean(),
        }),
      ),
    }),
  })
  .meta({ id: 'Services' });
export type ServicesView = z.infer<typeof servicesView>;
