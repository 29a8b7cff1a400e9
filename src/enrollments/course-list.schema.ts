import { z } from 'zod';
import { pageOf } from '../http/page.schema.js';

/** How many there are, up to 10,000; more is told apart from exactly so many. */
const count = z.object({ count: z.number(), more: z.boolean() });

export const courseListItem = z.object({
  slug: z.string(),
  name: z.string(),
  lessons: z.number(),
  /** What readers have now; null: nothing was published yet. */
  published: z.object({ revision: z.number(), publishedAt: z.iso.datetime() }).nullable(),
  /** Null: all that was saved is published. `changes`: lines of difference, null where nobody counted them. */
  draft: z.object({ savedAt: z.iso.datetime(), savedBy: z.string(), changes: z.number().nullable() }).nullable(),
  readers: z.object({ active: count, paused: count, finished: count }),
});
export type CourseListItem = z.infer<typeof courseListItem>;

export const courseList = pageOf(courseListItem).meta({ id: 'CourseList' });
