import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { simpleParser, type AddressObject } from 'mailparser';
import { dateValue, foldedValue, headerValue, mailbox } from '../../src/mail/header.js';
import { hostileText } from './hostile-text.js';

/** As a mail program would show it. */
async function parse(name: string, value: string) {
  return simpleParser(`${name}: ${value}\r\nX-After: safe\r\n\r\nbody\r\n`);
}

/** What may arrive: control characters are spaces, spaces around are gone, halves of characters are replaced. */
function shown(text: string): string {
  return text
    .replace(/[\p{Cc}\u2028\u2029]+/gu, ' ')
    .replace(/\p{Surrogate}/gu, '\ufffd')
    .trim();
}

function expectFolded(value: string, taken: number, limit = 76): void {
  value.split('\r\n').forEach((line, index) => {
    expect(line).not.toMatch(/[\r\n\0]/);
    expect(line.length + (index === 0 ? taken : 0)).toBeLessThanOrEqual(limit);
    if (index > 0) expect(line).toMatch(/^ +[^ ]/);
  });
}

describe('free text in a header', () => {
  it.each([
    ['Day 3 of 14: Hips awake', 'Day 3 of 14: Hips awake'],
    ['Day 3 of 14 · Hips awake', '=?UTF-8?Q?Day_3_of_14_=C2=B7_Hips_awake?='],
    ['第三课', '=?UTF-8?B?56ys5LiJ6K++?='],
    ['=?UTF-8?Q?fooled?=', '=?UTF-8?Q?=3D=3FUTF-8=3FQ=3Ffooled=3F=3D?='],
    ['Hello\r\nBcc: victim@example.com', 'Hello Bcc: victim@example.com'],
    ['', ''],
  ])('writes %j as %j', (text, written) => {
    expect(headerValue(text, 'Subject'.length)).toBe(written);
  });

  it('folds long plain text at its spaces and keeps every space', () => {
    const text = `${'one  two '.repeat(20)}end`;
    const value = headerValue(text, 7);
    expect(value).toContain('\r\n');
    expect(value.replaceAll('\r\n', '')).toBe(text);
    expectFolded(value, 9);
  });

  it('reads back as the same words, in lines of at most 76, whatever they are', async () => {
    await fc.assert(
      fc.asyncProperty(hostileText, async (text) => {
        const value = headerValue(text, 'Subject'.length);
        expectFolded(value, 'Subject: '.length);
        expect(value).toMatch(/^[\r\n\x20-\x7e]*$/);
        const parsed = await parse('Subject', value);
        expect((parsed.subject ?? '').trim()).toBe(shown(text));
        expect([...parsed.headers.keys()].sort()).toEqual(expect.arrayContaining(['x-after']));
        expect(parsed.headers.has('bcc')).toBe(false);
      }),
      { numRuns: 120 },
    );
  });
});

describe('a header for machines', () => {
  it('is folded at spaces and never encoded', () => {
    const url = `<https://example.com/${'x'.repeat(120)}>`;
    expect(foldedValue(`${url}, <mailto:a@example.com>`, 'List-Unsubscribe'.length)).toBe(
      `${url},\r\n <mailto:a@example.com>`,
    );
  });

  it.each(['a\r\nBcc: b@example.com', 'ü', 'a\0', 'x'.repeat(1_000)])('refuses %j', (text) => {
    expect(() => foldedValue(text, 10)).toThrow(/header/);
  });
});

describe('a mailbox', () => {
  it.each([
    [null, 'a@example.com', 'a@example.com'],
    ['  ', 'a@example.com', 'a@example.com'],
    ['Maren Weber', 'a@example.com', 'Maren Weber <a@example.com>'],
    ['Dr. Weber', 'a@example.com', '"Dr. Weber" <a@example.com>'],
    ['Weber, Maren', 'a@example.com', '"Weber, Maren" <a@example.com>'],
    ['The "Coach" \\o/', 'a@example.com', '"The \\"Coach\\" \\\\o/" <a@example.com>'],
    ['Jörg', 'a@example.com', '=?UTF-8?Q?J=C3=B6rg?= <a@example.com>'],
    ['<evil@example.com>', 'a@example.com', '"<evil@example.com>" <a@example.com>'],
    ['a\r\nBcc: b@example.com', 'a@example.com', '"a Bcc: b@example.com" <a@example.com>'],
    ['Ada', 'ada@münchen.de', 'Ada <ada@xn--mnchen-3ya.de>'],
    ['Ada', 'jörg@example.com', 'Ada <jörg@example.com>'],
  ])('writes %j %j as %j', (name, email, written) => {
    expect(mailbox(name, email)).toBe(written);
  });

  it.each(['', 'a', 'a@b>, <c@d', 'a@b\r\nBcc: c', 'a@b, c@d', 'a b@c'])('refuses %j as an address', (email) => {
    expect(() => mailbox('Ada', email)).toThrow(/not an address/);
  });

  it('reads back as one address with the same name, whatever the name', async () => {
    await fc.assert(
      fc.asyncProperty(hostileText, async (name) => {
        const value = mailbox(name, 'ada@example.com');
        expectFolded(value, 'Reply-To: '.length);
        const parsed = await parse('Reply-To', value);
        const { value: addresses } = parsed.replyTo as AddressObject;
        expect(addresses.map((one) => one.address)).toEqual(['ada@example.com']);
        expect(parsed.headers.has('bcc')).toBe(false);
        expect(addresses[0]!.name).toBe(shown(name));
      }),
      { numRuns: 120 },
    );
  });
});

describe('a date', () => {
  it('is written in UTC as mail wants it', () => {
    expect(dateValue(new Date('2026-03-29T01:30:05Z'))).toBe('Sun, 29 Mar 2026 01:30:05 +0000');
  });
});
