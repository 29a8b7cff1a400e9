import { HouseError } from '../house-error.js';
import { wireAddress } from './address.js';

/** RFC 5322 2.1.1 wants 78, RFC 2047 2 wants 76 where encoded words stand. */
const lineRoom = 76;
const printable = /^[\x20-\x7e]*$/;
const atoms = /^[\w!#$%&'*+/=?^`{|}~-]+(?: [\w!#$%&'*+/=?^`{|}~-]+)*$/;

/**
 * Free text (Subject, a name of a list) as the value of a header, folded with CRLF and a space; encoded words (RFC 2047)
 * where it is not plain ASCII, has a word too long to fold, or pretends to be encoded already. Line ends and control
 * characters become spaces, so no text can begin a header of its own. Not for values that machines read: see foldedValue.
 *
 * @param nameLength length of the header's name, which shares the first line
 */
export function headerValue(text: string, nameLength: number): string {
  const clean = oneLine(text);
  const taken = nameLength + 2;
  if (
    !printable.test(clean) ||
    clean.includes('=?') ||
    clean.split(' ').some((word) => word.length >= lineRoom - taken)
  ) {
    return encodedWords(clean, taken);
  }
  return fold(clean, taken);
}

/**
 * A value that machines read (List-Unsubscribe, Feedback-ID): folded at its spaces, never encoded; a long URL keeps its line.
 * @throws HouseError 'invalid' for anything but printable ASCII, or a word over 900 characters (RFC 5322: no line over 998)
 */
export function foldedValue(text: string, nameLength: number): string {
  if (!printable.test(text)) throw new HouseError('invalid', 'A header for machines takes printable ASCII only.');
  const folded = fold(text.trim(), nameLength + 2);
  if (folded.split('\r\n').some((line) => line.length > 900))
    throw new HouseError('invalid', 'A header line is too long.');
  return folded;
}

/**
 * An address for From, To or Reply-To, with the name quoted or encoded as it needs. The domain is written in its xn-- form; a
 * non-ASCII part before the @ stays UTF-8 (RFC 6532), which the transport lets only SMTPUTF8 servers have.
 *
 * @param email as readAddress gave it
 * @throws HouseError 'invalid' when it could not have come from there
 */
export function mailbox(name: string | null, email: string): string {
  const address = wireAddress(email);
  if (!/^[^\s<>"(),;:\\@]+@[^\s<>"(),;:\\@]+$/.test(address) || /\p{Cc}/u.test(address)) {
    throw new HouseError('invalid', 'A header got something that is not an address.');
  }
  const clean = oneLine(name ?? '');
  if (clean === '') return address;
  const taken = 'Reply-To: '.length;
  const phrase = phraseOf(clean, taken);
  const lastLine = phrase.slice(phrase.lastIndexOf('\n') + 1);
  const column = lastLine.length + (lastLine === phrase ? taken : 0);
  return `${phrase}${column + address.length + 3 > lineRoom ? '\r\n' : ''} <${address}>`;
}

/** The Date header (RFC 5322 3.3), always in UTC. */
export function dateValue(at: Date): string {
  return at.toUTCString().replace(/GMT$/, '+0000');
}

function phraseOf(name: string, taken: number): string {
  if (!printable.test(name) || name.includes('=?') || name.length > lineRoom - taken - 12)
    return encodedWords(name, taken);
  return atoms.test(name) ? name : `"${name.replace(/["\\]/g, '\\$&')}"`;
}

/** No line ends, no control characters, no halves of characters, no spaces around. */
function oneLine(text: string): string {
  return text
    .replace(/[\p{Cc}\u2028\u2029]+/gu, ' ')
    .replace(/\p{Surrogate}/gu, '\ufffd')
    .trim();
}

/** Breaks before spaces only, so that unfolding gives back every character. */
function fold(text: string, taken: number): string {
  let folded = '';
  let column = taken;
  for (const word of text.match(/ *[^ ]+/g) ?? []) {
    if (folded !== '' && column + word.length > lineRoom) {
      folded += '\r\n';
      column = 0;
    }
    folded += word;
    column += word.length;
  }
  return folded;
}

/** The whole text as encoded words: Q, which people can half read, unless it is half as long again as B. Whole characters each (RFC 2047 5), one word a line. */
function encodedWords(text: string, taken: number): string {
  const q = Array.from(text, qToken);
  const bytes = Buffer.byteLength(text, 'utf8');
  const asQ = q.reduce((sum, token) => sum + token.length, 0) <= Math.ceil(bytes / 3) * 6;
  const words: string[] = [];
  // Under a very long name the first line may pass 76: better than a line that holds nothing but the name.
  let left = Math.max(lineRoom - taken, 30) - '=?UTF-8?Q??='.length;
  let word = '';
  let size = 0;
  Array.from(text).forEach((char, index) => {
    const cost = asQ ? q[index]!.length : Buffer.byteLength(char, 'utf8');
    if ((asQ ? size + cost : Math.ceil((size + cost) / 3) * 4) > left) {
      words.push(word);
      word = '';
      size = 0;
      left = lineRoom - 1 - '=?UTF-8?Q??='.length;
    }
    word += asQ ? q[index]! : char;
    size += cost;
  });
  words.push(word);
  return words
    .map((part) => (asQ ? `=?UTF-8?Q?${part}?=` : `=?UTF-8?B?${Buffer.from(part, 'utf8').toString('base64')}?=`))
    .join('\r\n ');
}

/** The letters that stand for themselves even in a name (RFC 2047 5, rule 3). */
function qToken(char: string): string {
  if (char === ' ') return '_';
  if (/^[A-Za-z0-9!*+/-]$/.test(char)) return char;
  let token = '';
  for (const byte of Buffer.from(char, 'utf8')) token += `=${byte.toString(16).toUpperCase().padStart(2, '0')}`;
  return token;
}
