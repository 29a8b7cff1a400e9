import { createHash, sign as signWith } from 'node:crypto';
import type { DkimKey } from './dkim-key.js';

/**
 * What is signed of a letter where it is there. List-Unsubscribe and List-Unsubscribe-Post must be (RFC 8058 4); the rest is what
 * readers see or mail programs act on (RFC 6376 5.4.1). From is named twice: no second one can be added.
 */
const signedHeaders = [
  'from',
  'to',
  'reply-to',
  'subject',
  'date',
  'message-id',
  'list-id',
  'list-unsubscribe',
  'list-unsubscribe-post',
  'auto-submitted',
  'feedback-id',
  'mime-version',
  'content-type',
  'content-transfer-encoding',
];

/**
 * The message with a DKIM-Signature (RFC 6376, Ed25519 by RFC 8463) of every key above it. Canonicalisation relaxed/simple: our
 * bodies are quoted-printable, which nobody on the way has reason to touch, so they are hashed as they stand. The signature's time
 * is the letter's own Date: the same letter gets the same bytes again. Signing runs on libuv's threads beside everything else.
 */
export async function signMessage(message: Buffer, keys: readonly DkimKey[]): Promise<Buffer> {
  const end = message.indexOf('\r\n\r\n');
  const head = message.toString('utf8', 0, end < 0 ? message.length : end);
  const fields = readFields(head);
  const bodyHash = createHash('sha256')
    .update(simpleBody(message, end < 0 ? message.length : end + 4))
    .digest('base64');
  const names = signedHeaders.filter((name) => fields.has(name));
  const canonical = names.map((name) => `${name}:${relaxed(fields.get(name) ?? '')}\r\n`).join('');
  const date = Date.parse(fields.get('date') ?? '');
  const signatures = await Promise.all(
    keys.map(async (key) => {
      const unsigned =
        `v=1; a=${key.algorithm}; c=relaxed/simple; d=${key.domain};\r\n s=${key.selector};` +
        `${Number.isNaN(date) ? '' : ` t=${Math.floor(date / 1_000)};`} bh=${bodyHash};\r\n` +
        `${folded(`h=${[...names, 'from'].join(':')};`)}\r\n b=`;
      const data = Buffer.from(`${canonical}dkim-signature:${relaxed(unsigned)}`, 'utf8');
      const signature = await sign(key, data);
      return `DKIM-Signature: ${unsigned}${signature.match(/.{1,72}/g)?.join('\r\n ') ?? ''}\r\n`;
    }),
  );
  return Buffer.concat([Buffer.from(signatures.join(''), 'utf8'), message]);
}

/** Field names in lower case and their bodies as they stand; of two with one name the last, which is what verifiers take first. */
function readFields(head: string): Map<string, string> {
  const fields = new Map<string, string>();
  for (const line of head.split(/\r\n(?![ \t])/)) {
    const colon = line.indexOf(':');
    if (colon > 0) fields.set(line.slice(0, colon).trimEnd().toLowerCase(), line.slice(colon + 1));
  }
  return fields;
}

/** RFC 6376 3.4.2: unfolded, runs of white space one space, none at the ends. */
function relaxed(body: string): string {
  return body
    .replace(/\r\n/g, '')
    .replace(/[ \t]+/g, ' ')
    .trim();
}

/** RFC 6376 3.4.3: as it stands, with exactly one line end at its end. */
function simpleBody(message: Buffer, from: number): Buffer {
  let to = message.length;
  while (to - 2 >= from && message[to - 2] === 0x0d && message[to - 1] === 0x0a) to -= 2;
  if (to + 2 <= message.length) return message.subarray(from, to + 2);
  return Buffer.concat([message.subarray(from, to), Buffer.from('\r\n')]);
}

/** Header names in lines of at most 76. */
function folded(list: string): string {
  return list.replace(/(.{1,70})(?::|$)/g, (part) => ` ${part}\r\n`).trimEnd();
}

function sign({ algorithm, key }: DkimKey, data: Buffer): Promise<string> {
  const [hash, input] =
    algorithm === 'rsa-sha256'
      ? (['sha256', data] as const)
      : ([null, createHash('sha256').update(data).digest()] as const);
  return new Promise((resolve, reject) =>
    signWith(hash, input, key, (error, signature) => (error ? reject(error) : resolve(signature.toString('base64')))),
  );
}
