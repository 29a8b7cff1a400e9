/** A message of ours, taken apart again: what stands in its headers, unfolded, and its two parts as text. */
export interface MessageParts {
  headers: ReadonlyMap<string, string>;
  text: string;
  html: string;
}

/**
 * Reads what message-frame.ts has written: multipart/alternative, text first, both quoted-printable. Nothing else; other
 * people's mail needs a real parser. Header values are decoded (RFC 2047), names in small letters.
 */
export function partsOf(message: Buffer): MessageParts {
  const [head = '', ...body] = message.toString('utf8').split('\r\n\r\n');
  const boundary = /boundary="([^"]+)"/.exec(head)?.[1];
  if (!boundary) throw new Error('this message has no parts');
  const [, text = '', html = ''] = `\r\n${body.join('\r\n\r\n')}`.split(`\r\n--${boundary}`);
  return { headers: readHeaders(head), text: partText(text), html: partText(html) };
}

function readHeaders(head: string): Map<string, string> {
  const lines = head.replace(/\r\n[ \t]+/g, ' ').split('\r\n');
  return new Map(
    lines.map((line) => {
      const colon = line.indexOf(':');
      return [line.slice(0, colon).toLowerCase(), decodeWords(line.slice(colon + 1).trim())];
    }),
  );
}

/** Encoded words; white space between two of them is none (RFC 2047, 6.2). */
function decodeWords(value: string): string {
  const joined = value.replace(/(\?=)\s+(=\?)/g, '$1$2');
  return joined.replace(/=\?utf-8\?([bq])\?([^?]*)\?=/gi, (_, coding: string, word: string) =>
    coding.toLowerCase() === 'b'
      ? Buffer.from(word, 'base64').toString('utf8')
      : decodeQuoted(word.replaceAll('_', ' ')),
  );
}

function partText(part: string): string {
  const start = part.indexOf('\r\n\r\n');
  return decodeQuoted(part.slice(start + 4));
}

/** RFC 2045, 6.7. */
function decodeQuoted(text: string): string {
  const bytes: number[] = [];
  const joined = text.replace(/=\r\n/g, '');
  for (let at = 0; at < joined.length; at++) {
    const code = /^=([0-9A-F]{2})/i.exec(joined.slice(at, at + 3))?.[1];
    if (code) {
      bytes.push(Number.parseInt(code, 16));
      at += 2;
    } else bytes.push(joined.charCodeAt(at) & 0xff);
  }
  return Buffer.from(bytes).toString('utf8');
}
