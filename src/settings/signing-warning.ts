import type { Config } from '../config/config.js';
import { dkimNames, houseSigningDomain, isAligned, keysFor } from '../mail/dkim-names.js';

/** Where Coursepost signs at all: a From whose domain no key signs for is what mail services distrust. Pure. */
export function signingWarning(email: string, { settings }: Pick<Config, 'settings'>): string | null {
  if (settings.DKIM_KEYS === undefined) return null;
  const domain = email.slice(email.lastIndexOf('@') + 1);
  const keys = keysFor(dkimNames(settings), email, houseSigningDomain(settings));
  if (keys.some((key) => isAligned(key.domain, email))) return null;
  const signed = keys[0] ? `signed for ${keys[0].domain}, not for ${domain}` : `not signed: no key is for ${domain}`;
  return `Letters from here are ${signed}. Some mail services may put them into spam; DKIM_KEYS can name a key for ${domain}.`;
}
