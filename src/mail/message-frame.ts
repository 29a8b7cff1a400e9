import { createHash } from 'node:crypto';
import { HouseError } from '../house-error.js';
import { encodeSegment } from './quoted-printable.js';

/** Words that are the same for every reader, or the name of a value that is not. */
export type Segment = string | { value: string };

/** What is filled in, already escaped for HTML in `html` and laid out as plain text in `text`. */
export interface FrameValue {
  html: string;
  text: string;
  /** Both as encodeSegment gives them, where they are known already: structure that many letters share. */
  encoded?: { html: string; text: string };
}

type Piece = Buffer | { value: string; last: boolean };

/** A letter with its words encoded and its values open. Compile once per revision, fill per reader; never changed, so free to share. */
export interface MessageFrame {
  readonly html: readonly Piece[];
  readonly text: readonly Piece[];
}

/** Encodes what is the same for everybody; costs about as much as one letter built the long way. */
export function compileFrame(letter: { html: readonly Segment[]; text: readonly Segment[] }): MessageFrame {
  return { html: compilePart(letter.html), text: compilePart(letter.text) };
}

/**
 * The whole message (RFC 5322, multipart/alternative, text first), CRLF line ends, no dot-stuffing. The same arguments
 * give the same bytes: the boundary comes out of the headers, Message-ID among them.
 *
 * @param headers in the order they shall have; values as header.ts makes them. MIME-Version and Content-* are added here.
 * @param values one for every name in the frame; others are ignored
 * @throws HouseError 'invalid' when a value is missing or a header could break out of its line: a letter with a hole never leaves
 */
export function fill(
  frame: MessageFrame,
  headers: ReadonlyArray<readonly [name: string, value: string]>,
  values: Readonly<Record<string, FrameValue>>,
): Buffer {
  const head = writeHeaders(headers);
  // "=_" cannot occur in quoted-printable text (RFC 2045 6.7), so no body can end itself early.
  const boundary = `=_${createHash('sha256').update(head).digest('hex').slice(0, 32)}`;
  return joined([
    `${head}MIME-Version: 1.0\r\nContent-Type: multipart/alternative;\r\n boundary="${boundary}"\r\n\r\n` +
      `--${boundary}\r\n${partHead('plain')}`,
    ...fillPart(frame.text, values, 'text'),
    `\r\n--${boundary}\r\n${partHead('html')}`,
    ...fillPart(frame.html, values, 'html'),
    `\r\n--${boundary}--\r\n`,
  ]);
}

/** Copied once: the words of a letter are bytes already, and making a string of them first costs as much again. */
function joined(pieces: ReadonlyArray<Buffer | string>): Buffer {
  let size = 0;
  for (const piece of pieces) size += typeof piece === 'string' ? Buffer.byteLength(piece, 'utf8') : piece.length;
  const bytes = Buffer.allocUnsafe(size);
  let at = 0;
  for (const piece of pieces) at += typeof piece === 'string' ? bytes.write(piece, at, 'utf8') : piece.copy(bytes, at);
  return bytes;
}

function compilePart(segments: readonly Segment[]): Piece[] {
  const merged: Segment[] = [];
  for (const segment of segments) {
    const before = merged.at(-1);
    if (typeof segment === 'string' && typeof before === 'string') merged[merged.length - 1] = before + segment;
    else merged.push(segment);
  }
  return merged.map((segment, index) => {
    const last = index === merged.length - 1;
    return typeof segment === 'string'
      ? Buffer.from(encodeSegment(segment, last), 'latin1')
      : { value: segment.value, last };
  });
}

function fillPart(
  pieces: readonly Piece[],
  values: Readonly<Record<string, FrameValue>>,
  kind: 'html' | 'text',
): Array<Buffer | string> {
  return pieces.map((piece) => {
    if (Buffer.isBuffer(piece)) return piece;
    const value = Object.hasOwn(values, piece.value) ? values[piece.value] : undefined;
    if (typeof value?.[kind] !== 'string')
      throw new HouseError('invalid', `The letter has no value for "${piece.value}".`);
    return (!piece.last && value.encoded?.[kind]) || encodeSegment(value[kind], piece.last);
  });
}

function partHead(kind: 'plain' | 'html'): string {
  return `Content-Type: text/${kind}; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n`;
}

function writeHeaders(headers: ReadonlyArray<readonly [string, string]>): string {
  const seen = new Set<string>();
  let head = '';
  for (const [name, value] of headers) {
    const known = name.toLowerCase();
    if (!/^[!-9;-~]{1,70}$/.test(name) || known === 'mime-version' || known.startsWith('content-') || seen.has(known)) {
      throw new HouseError('invalid', `The header ${JSON.stringify(name)} cannot stand here, or stands here twice.`);
    }
    if (breaksOut(value)) throw new HouseError('invalid', `The header ${name} holds what no header may hold.`);
    seen.add(known);
    head += `${name}: ${value}\r\n`;
  }
  return head;
}

/** A line break is fine only as folding: CRLF, a space, and something to see after it. */
function breaksOut(value: string): boolean {
  if (value.length < 900 && !/[\0-\x08\x0a-\x1f\x7f]/.test(value)) return false;
  const lines = value.split('\r\n');
  return lines.some(
    (line, index) =>
      /[\0-\x08\x0a-\x1f\x7f]/.test(line) ||
      (index > 0 && !/^[ \t]+[^ \t]/.test(line)) ||
      Buffer.byteLength(line, 'utf8') > 900,
  );
}
