import { createHmac } from 'node:crypto';

/** The key that addresses are hashed with; kept in the database, never rotated (rule 33). */
export abstract class SuppressionKey {
  abstract readonly value: Buffer;
}

/** HMAC-SHA-256 of the address in its comparing spelling, base64url: what remains of an address after "forget me". */
export function addressHash(key: Buffer, emailKey: string): string {
  return createHmac('sha256', key).update(emailKey).digest('base64url');
}
