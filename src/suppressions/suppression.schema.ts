import { z } from 'zod';
import { pageOf, pageQuery } from '../http/page.schema.js';
import { addressesIn, readAddress } from '../mail/address.js';
import { suppressionReasons } from './suppression-reason.js';

/** An address typed whole: only its hash is kept, so a part of one finds nothing. */
const address = z.string().transform((given, context) => {
  const read = readAddress(given);
  if (!('problem' in read)) return read;
  context.addIssue({ code: 'custom', message: read.problem });
  return z.NEVER;
});

/** Notes outlive the person who asks to be forgotten, so no address may stand in one (rule 33). */
const note = z
  .string()
  .trim()
  .max(300, 'At most 300 characters, please.')
  .refine(
    (text) => addressesIn(text).length === 0,
    'Please leave addresses out: notes are kept when people ask to be forgotten.',
  );

/** Why somebody is suppressed, or is not any more; wherever the team says it. */
export const why = note.min(3, 'Please say why, in a few words.');

export const suppressionsQuery = pageQuery.extend({ reason: z.enum(suppressionReasons).optional() });
export type SuppressionsQuery = z.infer<typeof suppressionsQuery>;

export const hashParam = z.string().regex(/^[A-Za-z0-9_-]{43}$/, 'expected a hash as the list gives it');

export const suppressionItem = z.object({
  /** The keyed hash of the address: all that is known of it. */
  hash: z.string(),
  reason: z.enum(suppressionReasons),
  reasonSays: z.string(),
  note: z.string(),
  since: z.string(),
  /** Whether an admin may lift it; the others are lifted by the person, who signs up again. */
  liftable: z.boolean(),
});
export type SuppressionItem = z.infer<typeof suppressionItem>;

/** Without the note: answers are kept with their Idempotency-Key, also when the person asks to be forgotten (rule 33). */
export const suppressionMade = suppressionItem.omit({ note: true }).meta({ id: 'SuppressionMade' });
export type SuppressionMade = z.infer<typeof suppressionMade>;

export const suppressionPage = pageOf(suppressionItem).meta({ id: 'SuppressionPage' });
export type SuppressionPage = z.infer<typeof suppressionPage>;

export const suppressionQuestion = z.object({ address }).meta({ id: 'SuppressionQuestion' });
export type SuppressionQuestion = z.infer<typeof suppressionQuestion>;

export const suppressionAnswer = z.object({ found: suppressionItem.nullable() }).meta({ id: 'SuppressionAnswer' });
export type SuppressionAnswer = z.infer<typeof suppressionAnswer>;

export const newSuppression = z
  .object({
    address,
    reason: z.enum(['manual', 'complaint', 'hard-bounce'], 'Please choose a reason.').default('manual'),
    note: note.default(''),
  })
  .meta({ id: 'NewSuppression' });
export type NewSuppression = z.infer<typeof newSuppression>;

export const lifting = z.object({ because: why }).meta({ id: 'LiftSuppression' });
export type Lifting = z.infer<typeof lifting>;
