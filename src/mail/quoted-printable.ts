/** 75 and the "=" of a soft break make the 76 of RFC 2045 6.7. */
const room = 75;

/** How each of the first 128 characters is written inside a line. */
const asciiTokens: readonly string[] = Array.from({ length: 128 }, (_, byte) =>
  byte === 0x09 || (byte >= 0x20 && byte <= 0x7e && byte !== 0x3d) ? String.fromCharCode(byte) : hex(byte),
);
/** What needs no look at single characters: most names, and the words around them. */
const plain = /^(?!\.|From )[\t\x20-\x3c\x3e-\x7e]{1,75}$/;

/**
 * Quoted-printable (RFC 2045 6.7) of a piece of UTF-8 text, made so that encoded pieces may simply be written one after the other:
 * each starts in column 0, since the one before ends in a line break of its own or in a soft one. So the words of a
 * letter are encoded once, and per reader only what is filled in between.
 *
 * Any of CRLF, CR, LF is one line break, per piece. Lines are at most 76 characters, no character is torn apart, spaces
 * before a line break are kept, and lines that old mailboxes stumble over (a leading dot, "From ") are written otherwise.
 * Dot-stuffing is the transport's (nodemailer's DataStream does it).
 *
 * @param last the body ends here: no soft break follows, since "=" may not end a body (RFC 2045 6.7, note 2)
 */
export function encodeSegment(text: string, last = false): string {
  if (!last && plain.test(text)) return `${text}=\r\n`;
  const lines = text.split(/\r\n|\r|\n/);
  const rest = lines.pop() ?? '';
  const ended = lines.map((line) => `${encodeLine(line, true)}\r\n`).join('');
  if (rest === '') return ended;
  return last ? ended + encodeLine(rest, true) : `${ended}${encodeLine(rest, false)}=\r\n`;
}

/** What stands for itself wherever a line is cut. */
const onlyPlain = /^[\t\x20-\x3c\x3e-\x7e]*$/;

/** The same as encodeLine for a line of which nothing but its beginnings needs a look: addresses of pages, mostly. */
function cutLine(line: string): string {
  let written = '';
  for (let at = 0; at < line.length;) {
    if (written !== '') written += '=\r\n';
    const first = line[at] ?? '';
    const odd = first === '.' || (first === 'F' && line.startsWith('From ', at));
    const end = at + (odd ? room - 2 : room);
    written += odd ? hex(first.charCodeAt(0)) + line.slice(at + 1, end) : line.slice(at, end);
    at = end;
  }
  return written;
}

/** One line without its break; `closed` when nothing visible follows it, so that a space at its end would be lost. */
function encodeLine(line: string, closed: boolean): string {
  if (onlyPlain.test(line) && !(closed && /[ \t]$/.test(line))) return cutLine(line);
  let written = '';
  let column = 0;
  for (let at = 0; at < line.length;) {
    const point = line.codePointAt(at) ?? 0;
    const next = at + (point > 0xffff ? 2 : 1);
    let token = point < 128 ? asciiTokens[point]! : tokenOf(point);
    if (closed && next === line.length && (point === 0x20 || point === 0x09)) token = hex(point);
    if (column + token.length > room) {
      written += '=\r\n';
      column = 0;
    }
    if (column === 0 && (point === 0x2e || (point === 0x46 && line.startsWith('From ', at)))) token = hex(point);
    written += token;
    column += token.length;
    at = next;
  }
  return written;
}

/** A character beyond ASCII; a lone surrogate is no character and becomes U+FFFD. */
function tokenOf(point: number): string {
  let token = '';
  for (const byte of Buffer.from(String.fromCodePoint(point), 'utf8')) token += hex(byte);
  return token;
}

function hex(byte: number): string {
  return `=${byte.toString(16).toUpperCase().padStart(2, '0')}`;
}
