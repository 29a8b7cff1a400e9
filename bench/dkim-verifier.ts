import { createHash, type KeyObject, verify } from 'node:crypto';

export interface Verified {
  good: boolean;
  /** The headers it covers, as they are written. */
  headers: string[];
  tags: Record<string, string>;
}

/**
 * A verifier by RFC 6376, written apart from the signer; gives what each signature of a message (CRLF line ends) is worth and
 * what it covers. Public keys by selector: nothing is asked of any name server.
 */
export function verified(raw: string, publicKeys: Readonly<Record<string, KeyObject>>): Verified[] {
  const split = raw.indexOf('\r\n\r\n');
  const headers = raw.slice(0, split).split(/\r\n(?![ \t])/);
  const body = raw.slice(split + 4);
  const relax = (line: string) => {
    const colon = line.indexOf(':');
    const value = line
      .slice(colon + 1)
      .replace(/\r\n/g, '')
      .replace(/[ \t]+/g, ' ');
    return `${line.slice(0, colon).trim().toLowerCase()}:${value.trim()}`;
  };
  return headers
    .filter((line) => /^dkim-signature:/i.test(line))
    .map((line) => {
      const tags = Object.fromEntries(
        line
          .slice('dkim-signature:'.length)
          .split(';')
          .map((tag) => [tag.slice(0, tag.indexOf('=')).trim(), tag.slice(tag.indexOf('=') + 1).replace(/\s+/g, '')]),
      ) as Record<string, string>;
      const simple = `${body.replace(/(\r\n)*$/, '')}\r\n`;
      const relaxedBody = simple
        .split('\r\n')
        .map((one) => one.replace(/[ \t]+/g, ' ').replace(/ $/, ''))
        .join('\r\n');
      const hashed = createHash('sha256')
        .update(tags['c']?.endsWith('/simple') ? simple : relaxedBody)
        .digest('base64');
      const left = [...headers];
      const covered = (tags['h'] ?? '').split(':').flatMap((name) => {
        const at = left.findLastIndex((one) => one.toLowerCase().startsWith(`${name.toLowerCase()}:`));
        return at < 0 ? [] : left.splice(at, 1);
      });
      const data = `${covered.map((one) => `${relax(one)}\r\n`).join('')}${relax(line)
        .replace(/(\bb=)[^;]*$/, '$1')
        .replace(/; b=.*$/, '; b=')}`;
      const signature = Buffer.from(tags['b'] ?? '', 'base64');
      const publicKey = publicKeys[tags['s'] ?? ''];
      const signed =
        publicKey !== undefined &&
        (tags['a'] === 'ed25519-sha256'
          ? verify(null, createHash('sha256').update(data).digest(), publicKey, signature)
          : verify('sha256', Buffer.from(data), publicKey, signature));
      return {
        good: hashed === tags['bh'] && signed,
        headers: covered.map((one) => one.slice(0, one.indexOf(':'))),
        tags,
      };
    });
}
