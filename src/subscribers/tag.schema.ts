import { z } from 'zod';
import { pageOf, pageQuery } from '../http/page.schema.js';
import { tagName } from './subscriber-list.schema.js';

/** Fewer a page than elsewhere: each tag is counted. */
export const tagListQuery = pageQuery.extend({ limit: z.coerce.number().int().min(1).max(50).default(50) });

export const tagUse = z.object({
  name: z.string(),
  /** Who has it, up to a thousand; `atLeast`: there are more. */
  people: z.int(),
  atLeast: z.boolean(),
  /** Names of the segments that name it. */
  segments: z.array(z.string()),
});
export type TagUse = z.infer<typeof tagUse>;

export const tagPage = pageOf(tagUse).meta({ id: 'TagPage' });
export type TagPage = z.infer<typeof tagPage>;

const known = z.string().min(1).max(40);

/** `into`: the tag it becomes. `merge` says that this one is there already, and is to be: whoever has either has it then. */
export const tagRename = z
  .strictObject({ tag: known, into: tagName, merge: z.boolean().default(false) })
  .meta({ id: 'TagRename' });
export type TagRename = z.output<typeof tagRename>;

export const tagRemoval = z.strictObject({ tag: known }).meta({ id: 'TagRemoval' });

/** How many people had it, and how many segments named it. */
export const tagDone = z.object({ people: z.int(), segments: z.int() }).meta({ id: 'TagDone' });
export type TagDone = z.infer<typeof tagDone>;
