import { z } from 'zod';

const slug = 'expected small letters, digits and single dashes, at most 80, such as "strong-glutes"';

/** PUT /api/admin/courses/:slug/address */
export const newAddress = z
  .object({
    slug: z
      .string(slug)
      .max(80, slug)
      .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, slug),
  })
  .meta({ id: 'NewCourseAddress', examples: [{ slug: 'stronger-glutes' }] });

/** Where a course is found: `aliases` are addresses it had before, newest first; they lead on. */
export const courseAddress = z
  .object({ slug: z.string(), aliases: z.array(z.string()) })
  .meta({ id: 'CourseAddress', examples: [{ slug: 'stronger-glutes', aliases: ['strong-glutes'] }] });
export type CourseAddress = z.infer<typeof courseAddress>;
