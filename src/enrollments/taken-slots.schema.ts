import { z } from 'zod';

/** People whose next lesson was to come on a day that the draft's calendar takes away, by their own date; it comes on the next allowed one. */
export const takenSlots = z
  .object({
    people: z.number().int(),
    /** In order; at most the first 31. */
    dates: z.array(z.object({ date: z.iso.date(), people: z.number().int() })),
  })
  .meta({ id: 'TakenSlots', examples: [{ people: 2, dates: [{ date: '2026-12-24', people: 2 }] }] });
export type TakenSlots = z.infer<typeof takenSlots>;
