import type { z } from 'zod';
import { HouseError } from '../house-error.js';
import type { Page } from './page.schema.js';

/** The key of a page's last row, as the client carries it back: opaque to it, plain JSON to us. */
export function encodeCursor(key: unknown): string {
  return Buffer.from(JSON.stringify(key), 'utf8').toString('base64url');
}

/** Null: no cursor, begin at the beginning. Throws HouseError 'invalid' for one that is not ours. */
export function decodeCursor<T>(cursor: string | undefined, key: z.ZodType<T>): T | null {
  if (cursor === undefined) return null;
  try {
    return key.parse(JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8')));
  } catch {
    throw new HouseError('invalid', 'This list cannot be gone on with from there.', {
      fields: { after: 'expected `next` of the page before, unchanged' },
    });
  }
}

/** Of rows asked for one more than `limit`: the page, and where the next one begins. */
export function pageFrom<T>(rows: readonly T[], limit: number, keyOf: (row: T) => unknown): Page<T> {
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  return { items, next: rows.length > limit && last !== undefined ? encodeCursor(keyOf(last)) : null };
}
