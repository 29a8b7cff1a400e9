import { createHash, randomBytes } from 'node:crypto';

/** 256 random bits, fit for a link: guessing is hopeless, so a plain hash of it is enough to know it by. */
export function randomToken(): string {
  return randomBytes(32).toString('base64url');
}

/** What the database keeps of a token. */
export function tokenHash(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}
