import { domainToASCII } from 'node:url';

/** One of DKIM_KEYS as written: which domain's letters it signs, and the file that holds it. */
export interface DkimName {
  selector: string;
  domain: string;
  file: string;
}

/** What of the settings says who signs. */
export interface SigningSettings {
  DKIM_KEYS?: string | undefined;
  DKIM_DOMAIN?: string | undefined;
  MAIL_FROM: string;
}

/** The domain of keys that name none, which also signs letters from domains without a key of their own. */
export function houseSigningDomain({ DKIM_DOMAIN, MAIL_FROM }: SigningSettings): string {
  return (DKIM_DOMAIN ?? domainOf(MAIL_FROM.replace('>', ''))).toLowerCase();
}

/** DKIM_KEYS, key by key: "s1=FILE" is the house's, "s1@example.org=FILE" that of example.org. */
export function dkimNames(settings: SigningSettings): DkimName[] {
  return (settings.DKIM_KEYS?.split(',') ?? []).map((pair) => {
    const [name = '', file = ''] = pair.split('=');
    const [selector = '', domain = houseSigningDomain(settings)] = name.trim().split('@');
    return { selector, domain: domain.toLowerCase(), file: file.trim() };
  });
}

/**
 * The keys that sign a letter from this address: those of its own domain; else of one above or below it, which DMARC takes for the same
 * (RFC 7489 3.1.1, relaxed); else the house's, which make a signature that nobody counts for this From. Empty: it leaves unsigned.
 */
export function keysFor<T extends { domain: string }>(keys: readonly T[], from: string, houseDomain: string): T[] {
  const aligned = keys.filter(({ domain }) => isAligned(domain, from));
  const own = aligned.filter(({ domain }) => domain === domainOf(from));
  const related = own.length > 0 ? own : aligned;
  return related.length > 0 ? related : keys.filter(({ domain }) => domain === houseDomain);
}

/** Whether a signature of this domain speaks for a From of that address. */
export function isAligned(domain: string, from: string): boolean {
  const sender = domainOf(from);
  return sender === domain || sender.endsWith(`.${domain}`) || domain.endsWith(`.${sender}`);
}

/** In its xn-- form, as DNS has it. */
function domainOf(address: string): string {
  const domain = address.slice(address.lastIndexOf('@') + 1).toLowerCase();
  return domainToASCII(domain) || domain;
}
