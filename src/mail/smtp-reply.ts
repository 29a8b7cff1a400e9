import { isAscii } from 'node:buffer';
import { strikeAddresses } from './address.js';

/**
 * Takes an SMTP reply apart (RFC 5321 4.2, RFC 2034). Of several lines the texts are joined.
 * Addresses are struck out: answers are kept in the ledger, and addresses live nowhere but with their subscribers (rule 16).
 *
 * @param reply one whole reply, lines parted by CRLF or LF; code is null when it does not begin with one
 */
export function readReply(reply: string): { code: number | null; enhanced: string | null; text: string } {
  const lines = reply.split(/\r?\n/).filter((line) => line !== '');
  const [, code, enhanced] = /^([2-5]\d\d)(?:[ -]+([245]\.\d{1,3}\.\d{1,3})(?=\s|$))?/.exec(lines[0] ?? '') ?? [];
  const text = lines
    .map((line) => line.replace(/^\d{3}[ -]?(?:[245]\.\d{1,3}\.\d{1,3}(?=\s|$))?/, '').trim())
    .join(' ');
  return { code: code === undefined ? null : Number(code), enhanced: enhanced ?? null, text: plainText(text) };
}

/** Any text of a server or a library, fit for a ledger row: one line, no addresses, 500 characters at most. */
export function plainText(text: string): string {
  const line = text
    .slice(0, 2_000) // a server may send a megabyte
    .replace(/[\p{Cc}\p{Surrogate}]+/gu, ' ');
  return strikeAddresses(line).trim().slice(0, 500);
}

/** Bytes as UTF-8 where they are, and as they stand where not. */
function decoded(bytes: string): string {
  if (isAscii(Buffer.from(bytes, 'latin1'))) return bytes;
  const text = Buffer.from(bytes, 'latin1').toString('utf8');
  return text.includes('\ufffd') ? bytes : text;
}

/** Puts what arrives from a server together to whole replies, several lines each (RFC 5321 4.2.1). */
export class ReplyReader {
  private rest = '';
  private lines = '';

  /** @param longest bytes a reply may have before the server is given up */
  constructor(private readonly longest = 100_000) {}

  /** Bytes of a reply that has not ended yet; after the connection is gone, its last words. */
  get unfinished(): string {
    return this.lines + this.rest;
  }

  /** Gives the replies that are whole now, oldest first; null: no end is in sight. */
  read(chunk: Buffer): string[] | null {
    const replies: string[] = [];
    const text = this.rest + chunk.toString('latin1');
    let from = 0;
    for (let end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', from)) {
      const line = text.slice(from, end + 1);
      from = end + 1;
      this.lines += line;
      if (/^\d{3}-/.test(line)) continue;
      replies.push(decoded(this.lines));
      this.lines = '';
    }
    this.rest = text.slice(from);
    return this.unfinished.length > this.longest ? null : replies;
  }
}
