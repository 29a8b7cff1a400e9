import { z } from 'zod';

export const sendingCheck = z
  .object({
    /** People it would go to as things are now. */
    count: z.int(),
    /** Of these, those whose local hour is over already. */
    passed: z.int(),
    /** What keeps it from being sent: the field it is about, and a sentence. Empty: it can be. */
    faults: z.array(z.object({ field: z.string(), message: z.string() })),
    /** The first and the last instant at which it is somebody's time; null: at once. */
    first: z.iso.datetime().nullable(),
    last: z.iso.datetime().nullable(),
  })
  .meta({ id: 'SendingCheck' });
export type SendingCheck = z.infer<typeof sendingCheck>;

export const resumeBody = z
  .strictObject({ lateToo: z.boolean().default(false).meta({ description: 'Also what is late: somebody was asked.' }) })
  .meta({ id: 'BroadcastResume' });
export type ResumeBody = z.output<typeof resumeBody>;

export const sendingProgress = z
  .object({
    state: z.string(),
    pausedBecause: z.string().nullable(),
    /** People are still being planned: `planned` grows. */
    planning: z.boolean(),
    planned: z.int(),
    /** Of these, still to leave or being handed over. */
    open: z.int(),
    accepted: z.int(),
    refused: z.int(),
    withdrawn: z.int(),
    inDoubt: z.int(),
    bounced: z.int(),
    complained: z.int(),
    /** Who left by this letter’s link. */
    left: z.int(),
    /** Letters a minute lately; null: none has left for some minutes. */
    perMinute: z.number().nullable(),
    /** At this rate, and not before the last reader’s hour; null: nobody can say. */
    secondsLeft: z.int().nullable(),
    /** Letters that left, by the minute, at most the latest 1,500 minutes in which one did, oldest first. */
    minutes: z.array(z.object({ minute: z.iso.datetime(), letters: z.int() })),
  })
  .meta({ id: 'SendingProgress' });
export type SendingProgress = z.infer<typeof sendingProgress>;
