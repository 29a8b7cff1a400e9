import { z } from 'zod';

/** Query of every list: where to go on, and how much. Lists are read by key, never by number of page. */
export const pageQuery = z.object({
  after: z.string().max(500).optional().meta({ description: '`next` of the page before; absent: from the beginning.' }),
  limit: z.coerce.number().int().min(1).max(100).default(50),
});
export type PageQuery = z.infer<typeof pageQuery>;

/** A page of a list; `next` null: that was all. */
export function pageOf<T extends z.ZodType>(item: T) {
  return z.object({ items: z.array(item), next: z.string().nullable() });
}

export interface Page<T> {
  items: T[];
  next: string | null;
}
