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
  return text
    .slice(0, 2_000) // a server may send a megabyte
    .replace(/[\p{Cc}\p{Surrogate}]+/gu, ' ')
    .replace(/[^\s<>()[\]"',;:]{1,320}@[^\s<>()[\]"',;:]{1,320}/g, '…@…')
    .trim()
    .slice(0, 500);
}
