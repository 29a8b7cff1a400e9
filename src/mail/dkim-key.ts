import { createPrivateKey, type KeyObject } from 'node:crypto';

/** A key that signs, parsed once (parsing costs more than signing), and where its public half stands: SELECTOR._domainkey.DOMAIN. */
export interface DkimKey {
  domain: string;
  selector: string;
  algorithm: 'rsa-sha256' | 'ed25519-sha256';
  key: KeyObject;
}

const label = /^[A-Za-z0-9](?:[A-Za-z0-9_-]{0,61}[A-Za-z0-9])?$/;

/**
 * Reads one of DKIM_KEYS. RSA of 1024 bits and less is refused (RFC 8301), and so is every kind of key that no verifier
 * knows: an unsigned letter must never pass for a signed one. The problem is a sentence without any part of the key.
 */
export function readDkimKey(domain: string, selector: string, pem: string): DkimKey | { problem: string } {
  const problem = (what: string) => ({ problem: `The DKIM key "${selector}" ${what}` });
  if (!selector.split('.').every((part) => label.test(part))) return problem('has a selector that is no DNS name.');
  let key: KeyObject;
  try {
    key = createPrivateKey(pem);
  } catch {
    return problem('cannot be read: expected a private key as PEM, without a password.');
  }
  if (key.asymmetricKeyType === 'ed25519') return { domain, selector, algorithm: 'ed25519-sha256', key };
  if (key.asymmetricKeyType !== 'rsa') return problem('is neither RSA nor Ed25519.');
  const bits = key.asymmetricKeyDetails?.modulusLength ?? 0;
  if (bits < 2048 || bits > 4096) return problem(`has ${bits} bits: expected 2048 (up to 4096) for RSA.`);
  return { domain, selector, algorithm: 'rsa-sha256', key };
}
