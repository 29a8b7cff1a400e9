import { z } from 'zod';

/** A page as readers would see it, whole; its buttons and links do nothing. */
export const pagePreview = z.object({ html: z.string() }).meta({ id: 'PagePreview' });
export type PagePreview = z.infer<typeof pagePreview>;

/** Where a published course is found, and what to paste into other sites. `embed` null: nothing was published yet. */
export const courseSite = z
  .object({
    url: z.url(),
    embed: z.object({ script: z.string(), form: z.string() }).nullable(),
    /** Other published courses, which this one may offer at its end. */
    others: z.array(z.object({ slug: z.string(), name: z.string() })),
  })
  .meta({ id: 'CourseSite' });
export type CourseSite = z.infer<typeof courseSite>;
