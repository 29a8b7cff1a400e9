import { z } from 'zod';

export const revisionPath = z.coerce.number().int().min(1).max(2_147_483_647);

export const skippedLessons = z
  .object({
    items: z.array(
      z.object({
        lesson: z.string(),
        /** Walks that skip it by this revision's word, and those of them that are not over: who gets it if it is given. */
        people: z.number().int(),
        open: z.number().int(),
      }),
    ),
  })
  .meta({ id: 'SkippedLessons' });
export type SkippedLessons = z.infer<typeof skippedLessons>;

export const giveRequest = z.strictObject({ lesson: z.string().min(1).max(80) }).meta({ id: 'GiveAfterAll' });
export const given = z.object({ people: z.number().int() }).meta({ id: 'GivenAfterAll' });
