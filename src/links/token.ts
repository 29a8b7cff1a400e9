import { createHmac, timingSafeEqual } from 'node:crypto';

/**
 * Signed link tokens: `<payload>.<mac>`, both base64url. The purpose is part of what is signed and is not in the token,
 * so a token made for one purpose opens nothing else; ids are part of the payload, so it opens no other person.
 * HMAC-SHA-256 cut to 128 bits (RFC 2104, section 5: at least half the output).
 */
export type LinkPurpose =
  | 'confirm' // signup id
  | 'manage' // subscriber id
  | 'issues' // subscriber id
  | 'unsubscribe' // subscriber id, delivery id
  | 'lesson' // subscriber id, delivery id
  | 'download' // subscriber id, delivery id of the notice
  | 'forget'
  | 'change-address' // asked at the present address
  | 'new-address'; // asked at the new one

export type TokenReading = { outcome: 'valid'; ids: string[] } | { outcome: 'expired' } | { outcome: 'forged' };

const macBytes = 16;

/** `ids` are bigints as text; `expires` is whole seconds since 1970, or 0 for never. */
export function signToken(secret: string, purpose: LinkPurpose, ids: readonly string[], expires: number): string {
  const payload = [expires.toString(36), ...ids.map((id) => BigInt(id).toString(36))].join('-');
  return `${payload}.${mac(secret, purpose, payload).toString('base64url')}`;
}

/** Never throws: whatever a stranger types is one of three readings. Compares in constant time. */
export function readToken(secret: string, purpose: LinkPurpose, token: string, now: Date): TokenReading {
  const match = /^([0-9a-z]{1,13}(?:-[0-9a-z]{1,13}){1,4})\.([\w-]{22})$/.exec(token);
  if (!match?.[1] || !match[2]) return { outcome: 'forged' };
  const given = Buffer.from(match[2], 'base64url');
  const right = mac(secret, purpose, match[1]);
  if (given.length !== right.length || !timingSafeEqual(given, right)) return { outcome: 'forged' };
  // The mac's last character carries 4 unused bits: only the canonical spelling is accepted.
  if (right.toString('base64url') !== match[2]) return { outcome: 'forged' };
  const [expires = '0', ...ids] = match[1].split('-');
  const expiresAt = Number.parseInt(expires, 36);
  if (expiresAt !== 0 && now.getTime() >= expiresAt * 1000) return { outcome: 'expired' };
  return { outcome: 'valid', ids: ids.map((id) => toDecimal(id)) };
}

function mac(secret: string, purpose: LinkPurpose, payload: string): Buffer {
  return createHmac('sha256', secret).update(`coursepost:${purpose}:${payload}`).digest().subarray(0, macBytes);
}

function toDecimal(base36: string): string {
  let value = 0n;
  for (const digit of base36) value = value * 36n + BigInt(Number.parseInt(digit, 36));
  return value.toString();
}
