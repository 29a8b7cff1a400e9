import { isAscii } from 'node:buffer';
import { needsSmtpUtf8 } from './address.js';
import type { OutgoingLetter } from './mail-transport.js';
import type { HandOver } from './reply-verdict.js';
import { unsuited } from './smtp-failure.js';

/** What a server said it can do, in its answer to EHLO. */
export interface Offers {
  /** Commands may be sent in one breath (RFC 2920). */
  pipelining: boolean;
  /** Addresses and headers in UTF-8 (RFC 6531), for which 8BITMIME is wanted as well. */
  smtpUtf8: boolean;
  /** Largest message in bytes; null: no limit told (RFC 1870). */
  size: number | null;
}

/** @param ehlo the whole answer, lines parted by CRLF or LF */
export function readOffers(ehlo: string): Offers {
  const size = /^\d{3}[ -]SIZE +(\d{1,15})\s*$/im.exec(ehlo)?.[1];
  return {
    pipelining: /^\d{3}[ -]PIPELINING\s*$/im.test(ehlo),
    smtpUtf8: /^\d{3}[ -]SMTPUTF8\b/im.test(ehlo) && /^\d{3}[ -]8BITMIME\s*$/im.test(ehlo),
    size: size === undefined || Number(size) === 0 ? null : Number(size),
  };
}

/**
 * Why a server with these offers cannot be given this letter; null: it can. Decided here, before anything is said: SIZE= or SMTPUTF8
 * refused at MAIL FROM would look like the relay's trouble and stop everybody's letters (rule 21).
 */
export function whyUnsuited({ envelope, message }: OutgoingLetter, offers: Offers): HandOver | null {
  if (breaksEnvelope(envelope.from)) return unsuited('The address cannot be put into an envelope.', 'mail-from');
  if (breaksEnvelope(envelope.to)) return unsuited('The address cannot be put into an envelope.');
  if (!offers.smtpUtf8) {
    const sender = needsSmtpUtf8(envelope.from);
    if (sender || needsSmtpUtf8(envelope.to)) {
      const why = 'The mail server cannot take addresses with non-ASCII characters.';
      return unsuited(why, sender ? 'mail-from' : 'rcpt');
    }
    if (!isAscii(message)) return unsuited('The mail server cannot take letters with non-ASCII headers.');
  }
  if (offers.size !== null && message.length > offers.size) {
    return unsuited(`The mail server takes no letter over ${offers.size} bytes.`);
  }
  return null;
}

/** Anything that could end the path or the command it stands in. */
function breaksEnvelope(address: string): boolean {
  return /[\s<>\p{Cc}]/u.test(address);
}
