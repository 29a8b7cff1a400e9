import { isUtf8 } from 'node:buffer';
import { HouseError } from '../house-error.js';
import { UnreadableRequest } from './unreadable-request.js';

/** Flat fields of a form, or the members of a JSON object. Made without a prototype: `__proto__` is a name like any other. */
export type Fields = Record<string, unknown>;

const mostFields = 100;

/** Bytes → text. Throws 400 where they are not UTF-8: replaced characters would be kept as if somebody had typed them. */
export function readText(bytes: Buffer, what: string): string {
  if (!isUtf8(bytes)) throw new UnreadableRequest(`${what} is not valid UTF-8. Please send it as UTF-8 text.`);
  return bytes.toString('utf8').replace(/^\uFEFF/, '');
}

/** application/x-www-form-urlencoded (WHATWG URL standard, 5.1), but strict: every percent sign must decode to UTF-8. */
export function readUrlencoded(bytes: Buffer): Fields {
  const pairs: Array<[string, string]> = [];
  for (const part of readText(bytes, 'The form').split('&')) {
    if (part === '') continue;
    const at = part.indexOf('=');
    const name = decode(at < 0 ? part : part.slice(0, at), 'A field name');
    pairs.push([name, decode(at < 0 ? '' : part.slice(at + 1), `The field “${name.slice(0, 40)}”`)]);
  }
  return collect(pairs);
}

/** A JSON object; its members stay what they are, the schema behind looks at them. */
export function readJson(bytes: Buffer): Fields {
  const text = readText(bytes, 'The JSON');
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new UnreadableRequest('The body is not valid JSON.');
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new UnreadableRequest('The body must be a JSON object, as in {"email": "you@example.com"}.');
  }
  return Object.assign(emptyFields(), value);
}

/** The text fields of multipart/form-data (RFC 7578). Files are refused: no form of this house takes any. */
export function readMultipart(bytes: Buffer, contentType: string): Fields {
  const boundary = /boundary=(?:"([^"]{1,70})"|([^\s;"]{1,70}))/i.exec(contentType);
  const mark = boundary?.[1] ?? boundary?.[2];
  if (!mark) throw new UnreadableRequest('The form says multipart/form-data but names no boundary.');
  const pairs: Array<[string, string]> = [];
  for (const part of readText(bytes, 'The form').split(`--${mark}`).slice(1)) {
    if (part.startsWith('--')) return collect(pairs);
    const end = part.indexOf('\r\n\r\n');
    const name = /;\s*name="([^"\r\n]*)"/i.exec(part.slice(0, Math.max(end, 0)))?.[1];
    if (end < 0 || name === undefined) break;
    if (/;\s*filename=/i.test(part.slice(0, end))) {
      throw new HouseError('unsupported-type', 'This form takes no files.', {
        fields: { [name]: 'Plain text is expected.' },
      });
    }
    pairs.push([name, part.slice(end + 4).replace(/\r\n$/, '')]);
  }
  throw new UnreadableRequest('The form did not arrive whole.');
}

export function emptyFields(): Fields {
  return Object.create(null) as Fields;
}

function decode(text: string, what: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    throw new UnreadableRequest(`${what} is not valid UTF-8. Please send it as UTF-8 text.`);
  }
}

function collect(pairs: ReadonlyArray<readonly [string, string]>): Fields {
  if (pairs.length > mostFields) throw new UnreadableRequest(`At most ${mostFields} fields fit into one form.`);
  const fields = emptyFields();
  for (const [name, value] of pairs) {
    if (Object.hasOwn(fields, name)) {
      throw new HouseError('invalid', 'A field was sent more than once.', {
        fields: { [name]: 'Send this field once.' },
      });
    }
    fields[name] = value;
  }
  return fields;
}
