import { z } from 'zod';
import { readAddress } from '../mail/address.js';

/** Words in one line, trimmed. */
export const oneLine = (most: number) =>
  z
    .string()
    .trim()
    .max(most, `At most ${most} characters, please.`)
    .regex(/^[^\p{Cc}\u2028\u2029]*$/u, 'Please keep it to one line.');

/** An address as its owner spells it. */
export const address = z.string().transform((given, context) => {
  const read = readAddress(given);
  if (!('problem' in read)) return read.email;
  context.addIssue({ code: 'custom', message: read.problem });
  return z.NEVER;
});
