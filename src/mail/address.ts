import { domainToASCII } from 'node:url';

/** One mailbox as its owner spelled it, and the one spelling in which two of them are compared. */
export interface Address {
  /** Trimmed, NFC, capitals kept; the domain in letters or in its xn-- form, as it was given. */
  email: string;
  /** Lower case, NFC, domain in its xn-- form: equal keys are one mailbox to us. */
  key: string;
}

const onlyOne = 'Please give one address, like name@example.com.';
const broken = 'Please check the address: it should look like name@example.com.';

/** RFC 5322 atext; letters, marks and digits of any script beside it (RFC 6532). Quoted strings are left out on purpose. */
const localPart = /^[\w!#$%&'*+/=?^`{|}~\-\p{L}\p{M}\p{N}]+(?:\.[\w!#$%&'*+/=?^`{|}~\-\p{L}\p{M}\p{N}]+)*$/u;
/** Looked at before domainToASCII, which would decode %61, drop a path and take 127.1 for an address of a machine. */
const writtenDomain = /^[A-Za-z0-9\-.\p{L}\p{M}\p{N}]+$/u;
const asciiDomain = /^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z](?:[a-z0-9-]{0,61}[a-z0-9])$/;
const ascii = /^[\x20-\x7e]*$/;

/**
 * Reads what somebody typed, or a file held, as one mailbox. No library: what we want is far less than RFC 5322 allows
 * (no names, comments, quotes, literals, lists), and each of those has carried an injection somewhere.
 * Gives a sentence for the person when it is not an address. Sizes are those of RFC 5321 4.5.3.1 in octets: 64 and 254.
 */
export function readAddress(input: string): Address | { problem: string } {
  // Line ends and control characters are never trimmed away: where they stand, somebody is trying something.
  if (/[^\P{Cc}\t]|[\u2028\u2029]/u.test(input)) return { problem: onlyOne };
  const email = input.trim().normalize('NFC');
  if (email === '') return { problem: 'Please give an address, like name@example.com.' };
  if (/[<>"(),;:\\]/.test(email) || /\s/.test(email)) return { problem: onlyOne };

  const at = email.indexOf('@');
  if (at !== email.lastIndexOf('@')) return { problem: onlyOne };
  if (at < 1 || at === email.length - 1) return { problem: broken };
  const local = email.slice(0, at);
  const domain = email.slice(at + 1);
  if (!localPart.test(local)) return { problem: broken };
  if (!domain.includes('.')) return { problem: 'Please check the part after the @: it should look like example.com.' };
  const host = writtenDomain.test(domain) ? domainToASCII(domain) : '';
  if (!asciiDomain.test(host))
    return { problem: 'Please check the part after the @: it should look like example.com.' };
  if (octets(local) > 64) return { problem: 'The part before the @ is too long: 64 characters at most.' };
  if (Math.max(octets(email), octets(local) + 1 + host.length) > 254) {
    return { problem: 'The address is too long: 254 characters at most.' };
  }
  return { email, key: `${local.toLowerCase().normalize('NFC')}@${host}` };
}

/** The address as a mail server gets to see it: the domain in its xn-- form, so that only the part before the @ can ask for SMTPUTF8. */
export function wireAddress(email: string): string {
  if (ascii.test(email)) return email;
  const at = email.lastIndexOf('@');
  return `${email.slice(0, at)}@${domainToASCII(email.slice(at + 1)) || email.slice(at + 1)}`;
}

/** Whether a server must offer SMTPUTF8 (RFC 6531) for this address. A domain alone never needs it. */
export function needsSmtpUtf8(email: string): boolean {
  return !ascii.test(wireAddress(email));
}

/** `maren@example.com` → `m…n@example.com`: enough to recognise one's own, never the whole of the part before the @. */
export function maskAddress(email: string): string {
  const at = email.lastIndexOf('@');
  const letters = Array.from(email.slice(0, Math.max(at, 0)));
  const first = letters.length > 1 ? letters[0] : '';
  const last = letters.length > 2 ? letters.at(-1) : '';
  return `${first}…${last}${at < 0 ? '' : email.slice(at)}`;
}

/** What looks like an address in words of people or of mail servers, quoted local parts and VERP's too; rather too much than too little. */
const addressLike = /(?:"[^"\r\n]{1,254}"|[^\s<>"(),:;[\]{}@]{1,254})@[^\s<>"'(),:;[\]{}@]+/gu;

/** Words with every address in them masked. */
export function maskAddressesIn(words: string): string {
  return words.replace(addressLike, maskAddress);
}

/** Words that are kept where addresses are not (rule 16): every address struck out whole. */
export function strikeAddresses(words: string): string {
  return words.replace(addressLike, '…@…');
}

export function addressesIn(words: string): string[] {
  return words.match(addressLike) ?? [];
}

function octets(text: string): number {
  return Buffer.byteLength(text, 'utf8');
}
