import { z } from 'zod';
import { addressesIn } from '../mail/address.js';
import { expression } from './expression.schema.js';

export const segmentBody = z
  .strictObject({
    name: z
      .string()
      .trim()
      .min(1, 'Please give it a name.')
      .max(80)
      .refine((name) => addressesIn(name).length === 0, 'Please leave addresses out: everybody of the team sees it.'),
    expression,
  })
  .meta({ id: 'SegmentBody' });
export type SegmentBody = z.infer<typeof segmentBody>;

export const segment = z
  .object({
    id: z.string(),
    name: z.string(),
    expression,
    savedAt: z.string(),
    savedBy: z.string(),
    /** What it names and is no longer there, in words; nobody is found by that. */
    gone: z.array(z.string()),
  })
  .meta({ id: 'Segment' });
export type Segment = z.infer<typeof segment>;

export const segments = z.array(segment).meta({ id: 'Segments' });
