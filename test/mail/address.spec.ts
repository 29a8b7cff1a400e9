import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { maskAddress, maskAddressesIn, needsSmtpUtf8, readAddress, wireAddress } from '../../src/mail/address.js';

function keyOf(input: string): string | null {
  const read = readAddress(input);
  return 'key' in read ? read.key : null;
}

const localChars = fc.constantFrom(..."abcXYZ019!#$%&'*+/=?^_`{|}~-".split(''), 'ü', 'É', '名', 'я');
const atom = fc.array(localChars, { minLength: 1, maxLength: 8 }).map((chars) => chars.join(''));
const local = fc.array(atom, { minLength: 1, maxLength: 3 }).map((atoms) => atoms.join('.'));
const domain = fc.constantFrom(
  'example.com',
  'EXAMPLE.co.uk',
  'münchen.example',
  'xn--mnchen-3ya.example',
  '例え.jp',
  'a-b.org',
);
const address = fc.tuple(local, domain).map(([name, host]) => `${name}@${host}`);

describe('reading an address', () => {
  it.each([
    ['maren@example.com', 'maren@example.com'],
    ['  Maren.Weber+course@Example.COM\t', 'maren.weber+course@example.com'],
    ["o'brien@example.ie", "o'brien@example.ie"],
    ['jörg@münchen.de', 'jörg@xn--mnchen-3ya.de'],
    ['jo\u0308rg@xn--mnchen-3ya.de', 'jörg@xn--mnchen-3ya.de'],
    ['info@faß.de', 'info@xn--fa-hia.de'],
    ['名前@例え.jp', '名前@xn--r8jz45g.jp'],
    ['a@b.co', 'a@b.co'],
    [`${'l'.repeat(64)}@example.com`, `${'l'.repeat(64)}@example.com`],
  ])('takes %j', (input, key) => {
    expect(keyOf(input)).toBe(key);
  });

  it.each([
    '',
    '   ',
    'maren',
    '@example.com',
    'maren@',
    'maren@localhost',
    'maren@example',
    'maren@example.c',
    'maren@.example.com',
    'maren@example.com.',
    'maren@exa..mple.com',
    'maren@-example.com',
    'maren@example-.com',
    'maren@exa_mple.com',
    'maren@127.0.0.1',
    'maren@127.1',
    'maren@[127.0.0.1]',
    'maren@[IPv6:::1]',
    'maren@ex%61mple.com',
    'maren@example.com/path',
    'maren@example.com:25',
    'maren@xn--a.com',
    `maren@${'a'.repeat(64)}.com`,
    '.maren@example.com',
    'maren.@example.com',
    'ma..ren@example.com',
    'ma ren@example.com',
    '"maren"@example.com',
    '"maren weber"@example.com',
    '"a@b"@example.com',
    'maren\\@example.com',
    'Maren <maren@example.com>',
    '<maren@example.com>',
    'maren@example.com (home)',
    'maren@example.com, tom@example.com',
    'maren@example.com tom@example.com',
    'maren@example.com;tom@example.com',
    'maren@example.com@example.org',
    'mailto:maren@example.com',
    'maren@example.com\r\nBcc: tom@example.com',
    'maren@example.com\n',
    '\rmaren@example.com',
    'maren\0@example.com',
    'maren\u007f@example.com',
    'maren\u0085@example.com',
    'maren\u200b@example.com',
    'maren\u202e@example.com',
    'maren\u2028@example.com',
    'maren@example\u3002com',
    'maren\ud800@example.com',
    `${'l'.repeat(65)}@example.com`,
    `${'ü'.repeat(33)}@example.com`,
    `maren@${'abcdefgh.'.repeat(30)}com`,
  ])('refuses %j with a sentence', (input) => {
    expect(readAddress(input)).toEqual({ problem: expect.stringMatching(/^(Please|The) .+\.$/) });
  });

  it('says that one address is wanted when two are given', () => {
    expect(readAddress('a@example.com, b@example.com')).toEqual({
      problem: 'Please give one address, like name@example.com.',
    });
  });

  it('compares without regard to capitals, and reads what it gave back to the same', () => {
    fc.assert(
      fc.property(address, (input) => {
        const read = readAddress(input);
        if (!('key' in read)) throw new Error(read.problem);
        expect(readAddress(read.email)).toEqual(read);
        expect(keyOf(read.key)).toBe(read.key);
        expect(keyOf(` ${input} `)).toBe(read.key);
        if (/^[\x20-\x7e]*$/.test(input)) expect(keyOf(input.toUpperCase())).toBe(read.key);
      }),
    );
  });

  it('lets nothing through that could end a line, a bracket or a list, whatever is typed', () => {
    const hostile = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.tuple(fc.string({ unit: 'grapheme' }), address).map(([noise, good]) => noise + good),
      fc.tuple(address, fc.string({ unit: 'binary-ascii' })).map(([good, noise]) => good + noise),
    );
    fc.assert(
      fc.property(hostile, (input) => {
        const read = readAddress(input);
        if ('problem' in read) return;
        for (const spelled of [read.email, read.key, wireAddress(read.email)]) {
          expect(spelled).toMatch(/^[^\s\p{Cc}\p{Cf}<>"(),:;\\@]+@[^\s\p{Cc}<>"(),:;\\@]+\.[^\s\p{Cc}<>"(),:;\\@]+$/u);
          expect(Buffer.byteLength(spelled)).toBeLessThanOrEqual(260);
        }
      }),
      { numRuns: 1_000 },
    );
  });
});

describe('an address on the wire', () => {
  it.each([
    ['maren@example.com', 'maren@example.com', false],
    ['maren@münchen.de', 'maren@xn--mnchen-3ya.de', false],
    ['jörg@münchen.de', 'jörg@xn--mnchen-3ya.de', true],
    ['', '', false],
  ])('writes %j as %j', (email, wire, utf8) => {
    expect(wireAddress(email)).toBe(wire);
    expect(needsSmtpUtf8(email)).toBe(utf8);
  });
});

describe('a masked address', () => {
  it.each([
    ['maren@example.com', 'm…n@example.com'],
    ['abc@example.com', 'a…c@example.com'],
    ['ab@example.com', 'a…@example.com'],
    ['a@example.com', '…@example.com'],
    ['𝒎aren@example.com', '𝒎…n@example.com'],
    ['nonsense', '…'],
  ])('shows %j as %j', (email, masked) => {
    expect(maskAddress(email)).toBe(masked);
  });

  it.each([
    ['550 5.1.1 <maren@example.com>: no such user', '550 5.1.1 <m…n@example.com>: no such user'],
    ['rfc822;maren.friis@example.com. Bye', 'rfc822;m…s@example.com. Bye'],
    ['to "maren friis"@example.com said no', 'to "…"@example.com said no'],
    ['bounces+maren=example.com@lists.example', 'b…m@lists.example'],
    ['jörg@münchen.de,maren@example.com', 'j…g@münchen.de,m…n@example.com'],
    ['250 2.0.0 Ok: queued as 3A1', '250 2.0.0 Ok: queued as 3A1'],
    ['at @home, 3 @ 4', 'at @home, 3 @ 4'],
  ])('is all that is left of those in %j', (words, masked) => {
    expect(maskAddressesIn(words)).toBe(masked);
  });

  it('never shows the whole part before the @', () => {
    fc.assert(
      fc.property(address, (email) => {
        expect(maskAddress(email).split('@')[0]).not.toContain(email.split('@')[0]!);
      }),
    );
  });
});
