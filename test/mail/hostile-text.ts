import fc from 'fast-check';

/** Texts that have broken mail before, and any other. */
export const hostileText: fc.Arbitrary<string> = fc
  .array(
    fc.oneof(
      fc.string({ unit: 'grapheme', maxLength: 90 }),
      fc.string({ unit: 'binary', maxLength: 20 }),
      fc.string({ unit: 'binary-ascii', maxLength: 100 }),
      fc.constantFrom(
        '\r\n',
        '\n',
        '\r',
        '\r\n.\r\n',
        '\n.\n',
        '\n\n',
        '\r\n\r\n',
        ' ',
        '  \t',
        '.',
        '..',
        'From ',
        '=',
        '=\r\n',
        '=20',
        '=_',
        '--',
        '\r\n--=_boundary--\r\n',
        '\0',
        '\u2028',
        '\ud83d',
        '\udc00',
        '=?UTF-8?Q?x?=',
        '"',
        '\\',
        '<b>',
        'Bcc: victim@example.com',
        '\r\nBcc: victim@example.com\r\n\r\n',
        '👩‍👩‍👧',
        'ü',
        'x'.repeat(200),
        'ü'.repeat(80),
      ),
    ),
    { maxLength: 6 },
  )
  .map((parts) => parts.join(''));

/** What a segment means once it is encoded: one kind of line break, no halves of characters. */
export function withCrlf(text: string): string {
  return text.replace(/\r\n|\r|\n/g, '\r\n').replace(/\p{Surrogate}/gu, '\ufffd');
}

/** RFC 2045 6.7 read to the letter, spaces at line ends dropped as any relay may. */
export function decodeQuotedPrintable(body: string): string {
  const joined = body.replace(/[ \t]+(?=\r\n|$)/g, '').replace(/=\r\n/g, '');
  const bytes = joined.replace(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)));
  return Buffer.from(bytes, 'latin1').toString('utf8');
}

/** In characters, without the CRLF. */
export function longestLine(text: string): number {
  return Math.max(...text.split('\r\n').map((line) => line.length));
}
