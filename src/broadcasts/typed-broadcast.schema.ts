import { z } from 'zod';
import { oneLine } from '../courses/letter-preview.schema.js';
import { broadcastPicture, broadcastTemplates } from './broadcast.schema.js';

/** An issue as somebody is typing it: it need not be right yet, nor saved. */
export const typedBroadcast = z
  .object({
    template: z.enum(broadcastTemplates, `expected ${broadcastTemplates.join(' or ')}`),
    subject: oneLine(1000),
    preheader: oneLine(1000),
    body: z.string('expected words').max(200_000, 'expected at most 200000 characters'),
    sender: z.string().max(254, 'expected an address').nullable().default(null),
    /** Absent: those that were saved with it. */
    pictures: z.array(broadcastPicture).max(200, 'expected at most 200 pictures').optional(),
  })
  .meta({ id: 'TypedBroadcast' });
export type TypedBroadcast = z.output<typeof typedBroadcast>;
