import { z } from 'zod';
import { pageOf, pageQuery } from '../http/page.schema.js';
import { addressesIn } from '../mail/address.js';
import { expression, walkStates } from './expression.schema.js';

const filterText = z
  .string()
  .max(8_000)
  .transform((text, context): unknown => {
    try {
      return JSON.parse(text);
    } catch {
      context.addIssue({ code: 'custom', message: 'expected JSON: a list of lines of conditions' });
      return z.NEVER;
    }
  })
  .pipe(expression)
  .optional()
  .meta({ description: 'A segment’s expression as JSON; absent: everybody.' });

export const subscriberFilter = z.object({
  search: z.string().trim().max(254).optional().meta({
    description:
      'How an address begins, or one of its parts, what follows its @, or a word of a name; for those who may not see addresses, a whole address or a word of a name.',
  }),
  filter: filterText,
});

export const subscriberListQuery = subscriberFilter.extend(pageQuery.shape);
export type SubscriberListQuery = z.output<typeof subscriberListQuery>;

export const subscriberItem = z.object({
  id: z.string(),
  email: z.string(),
  firstName: z.string().nullable(),
  zone: z.string().nullable(),
  state: z.enum(['unconfirmed', 'confirmed']),
  joinedAt: z.string(),
  tags: z.array(z.string()),
  /** Why nothing is sent to this address; null: letters go out. */
  suppressed: z.string().nullable(),
  /** Newest first, three at most. */
  walks: z.array(
    z.object({
      course: z.string(),
      name: z.string(),
      state: z.enum(walkStates),
      had: z.int(),
      nextSlotAt: z.string().nullable(),
    }),
  ),
});
export type SubscriberItem = z.infer<typeof subscriberItem>;

export const subscriberPage = pageOf(subscriberItem).meta({ id: 'SubscriberPage' });
export type SubscriberPage = z.infer<typeof subscriberPage>;

/** `atLeast`: there are more than were counted. `gone`: what the filter names and is no longer there, in words. */
export const peopleCount = z
  .object({ people: z.int(), atLeast: z.boolean(), gone: z.array(z.string()) })
  .meta({ id: 'PeopleCount' });
export type PeopleCount = z.infer<typeof peopleCount>;

/** Tags are there for everybody to see, also when those they were given to have been forgotten (rule 33). */
export const tagName = z
  .string()
  .trim()
  .min(1, 'Please give the tag a name.')
  .max(40, 'At most 40 characters.')
  .refine((name) => addressesIn(name).length === 0, 'Please leave addresses out: everybody of the team sees tags.');
/** What a filter can be made of. */
export const filterChoices = z
  .object({
    tags: z.array(z.string()),
    courses: z.array(z.object({ id: z.string(), slug: z.string(), name: z.string(), lessons: z.int() })),
  })
  .meta({ id: 'FilterChoices' });
export type FilterChoices = z.infer<typeof filterChoices>;
