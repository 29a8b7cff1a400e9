import { describe, expect, it } from '@jest/globals';
import { createPublicKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { createTransport } from 'nodemailer';
import { verified as verifiedBy } from '../../bench/dkim-verifier.js';
import { type DkimKey, readDkimKey } from '../../src/mail/dkim-key.js';
import { signMessage } from '../../src/mail/dkim-signature.js';
import { SigningTransport } from '../../src/mail/signing-transport.js';
import { smtpServer, transportTo } from './mail-servers.js';

const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 });
const ed25519 = generateKeyPairSync('ed25519');
const pem = (key: KeyObject) => key.export({ type: 'pkcs8', format: 'pem' }).toString();
const publicKeys: Record<string, KeyObject> = { rsa: rsa.publicKey, ed: ed25519.publicKey };

function key(selector: 'rsa' | 'ed'): DkimKey {
  const read = readDkimKey('example.com', selector, pem(selector === 'rsa' ? rsa.privateKey : ed25519.privateKey));
  if ('problem' in read) throw new Error(read.problem);
  return read;
}

const verified = (raw: string) => verifiedBy(raw, publicKeys);

const letter = [
  'From: Coursepost <hello@example.com>',
  'To: =?UTF-8?Q?J=C3=B6rg?= <joerg@example.org>',
  'Subject: Day 3 of 14',
  ' folded   here',
  'Date: Mon, 02 Mar 2026 07:00:00 +0000',
  'Message-ID: <1.abc@example.com>',
  'List-Id: "Strong Glutes" <strong-glutes.example.com>',
  'List-Unsubscribe: <https://example.com/unsubscribe/abc>',
  'List-Unsubscribe-Post: List-Unsubscribe=One-Click',
  'MIME-Version: 1.0',
  'Content-Type: text/plain; charset=utf-8',
  '',
  'Hello  there =20',
  '',
  '',
  '',
].join('\r\n');

describe('a DKIM signature', () => {
  it('of RSA and of Ed25519 is believed by a verifier, and covers the one-click headers', async () => {
    const signed = (await signMessage(Buffer.from(letter), [key('rsa'), key('ed')])).toString();
    const found = verified(signed);
    expect(found.map(({ good, tags }) => [tags.a, tags.d, good])).toEqual([
      ['rsa-sha256', 'example.com', true],
      ['ed25519-sha256', 'example.com', true],
    ]);
    for (const { headers, tags } of found) {
      expect(headers).toEqual(expect.arrayContaining(['From', 'Subject', 'List-Unsubscribe', 'List-Unsubscribe-Post']));
      expect(tags.h?.split(':').filter((name) => name === 'from')).toHaveLength(2);
      expect(tags.t).toBe('1772434800');
    }
    for (const line of signed.split('\r\n')) expect(line.length).toBeLessThanOrEqual(78);
  });

  it.each([
    ['a word', 'Hello', 'Hallo'],
    ['the subject', 'Day 3', 'Day 4'],
    ['where one click leads', 'unsubscribe/abc', 'unsubscribe/xyz'],
    ['a second From', 'Subject:', 'From: Mallory <m@example.net>\r\nSubject:'],
  ])('notices a change of %s', async (_, was, is) => {
    const signed = (await signMessage(Buffer.from(letter), [key('rsa'), key('ed')])).toString();
    expect(verified(signed.replace(was, is)).map(({ good }) => good)).toEqual([false, false]);
  });

  it('is the same for the same letter, so that a letter sent again is the same to the byte', async () => {
    const keys = [key('rsa'), key('ed')];
    expect(await signMessage(Buffer.from(letter), keys)).toEqual(await signMessage(Buffer.from(letter), keys));
  });

  it.each(['', '\r\n', 'x', 'x\r\n', 'x\r\n\r\n\r\n'])('holds with the body %j', async (body) => {
    const message = `From: a@example.com\r\n\r\n${body}`;
    const signed = (await signMessage(Buffer.from(message), [key('ed')])).toString();
    expect(verified(signed.endsWith('\r\n') ? signed : `${signed}\r\n`)[0]?.good).toBe(true);
  });

  it('stands in what arrives at a real server, dots and all', async () => {
    const server = await smtpServer();
    const transport = new SigningTransport(transportTo(server.port), [key('rsa')], 'example.com');
    const message = Buffer.from(letter.replace('Hello', '.\r\n..\r\nHello'));
    expect((await transport.send({ envelope: { from: 'a@example.com', to: 'b@example.com' }, message })).verdict).toBe(
      'accepted',
    );
    await transport.close();
    await server.close();
    expect(verified(server.messages[0] ?? '').map(({ good }) => good)).toEqual([true]);
  });

  it('is judged by a verifier that believes other signers too', async () => {
    const other = createTransport({
      streamTransport: true,
      buffer: true,
      newline: 'windows',
      dkim: { domainName: 'example.com', keySelector: 'rsa', privateKey: pem(rsa.privateKey) },
    });
    const { message } = await other.sendMail({
      from: 'a@example.com',
      to: 'b@example.com',
      subject: 'x',
      text: 'Hello there',
    });
    expect(verified(message.toString()).map(({ good }) => good)).toEqual([true]);
  });
});

describe('a DKIM key', () => {
  const weak = generateKeyPairSync('rsa', { modulusLength: 1024 });
  const curve = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  it.each([
    [
      'too few bits',
      's1',
      pem(weak.privateKey),
      'The DKIM key "s1" has 1024 bits: expected 2048 (up to 4096) for RSA.',
    ],
    ['a curve no verifier knows', 's1', pem(curve.privateKey), 'The DKIM key "s1" is neither RSA nor Ed25519.'],
    ['nonsense', 's1', 'hello', 'The DKIM key "s1" cannot be read: expected a private key as PEM, without a password.'],
    [
      'a selector that is no name',
      'a b',
      pem(rsa.privateKey),
      'The DKIM key "a b" has a selector that is no DNS name.',
    ],
  ])('is refused for %s', (_, selector, text, problem) => {
    expect(readDkimKey('example.com', selector, text)).toEqual({ problem });
  });

  it('is taken as PKCS#8 and as PKCS#1', () => {
    const old = rsa.privateKey.export({ type: 'pkcs1', format: 'pem' }).toString();
    const read = readDkimKey('example.com', 's1', old);
    expect('key' in read && createPublicKey(read.key).equals(rsa.publicKey)).toBe(true);
  });
});
