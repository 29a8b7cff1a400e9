import type { z } from 'zod';
import { HouseError } from '../house-error.js';
import { invalidFields } from './problem.js';

/** What a schema makes of a request's fields. Throws HouseError 'invalid' that names each wrong field and what is expected. */
export function readFields<T extends z.ZodType>(schema: T, fields: unknown): z.output<T> {
  const reading = schema.safeParse(fields);
  if (reading.success) return reading.data;
  throw invalidFields(reading.error);
}

/** The fields of an 'invalid' error, to be shown beside them; null for every other error, which the caller throws on. */
export function invalidIn(error: unknown): Record<string, string> | null {
  return error instanceof HouseError && error.code === 'invalid' ? error.fields : null;
}
