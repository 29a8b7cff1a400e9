import { beforeAll, describe, expect, test } from '@jest/globals';
import { htmlFaults } from './html-rules.js';
import { hostile, judged, letterNames, linksOfHtml, linksOfText, plain, sam, type Judged } from './judged.js';
import { allowances, allowed, unknownFeatures } from './mail-clients.js';

const aboutAPage = /^notice-/;
const toNobodyYet = /^(newsletter-)?(confirmation|already-in|notice-)/;
const address = '12 Harbour Street, Leeds, LS1 4AB, United Kingdom';

describe.each([
  ['to Sam', sam],
  ['to a hostile name and address', hostile],
])('every letter, %s,', (_, reader) => {
  let letters: Map<string, Judged>;
  const letter = (name: string): Judged => {
    const found = letters.get(name);
    if (!found) throw new Error(`no letter ${name}`);
    return found;
  };

  beforeAll(async () => {
    letters = await judged(reader);
  });

  test('is there', () => {
    expect([...letters.keys()].sort()).toEqual([...letterNames].sort());
  });

  test.each(letterNames)('%s asks no client for what it does not know', (name) => {
    const fine = new Set(allowances.flatMap(allowed));
    expect([...unknownFeatures(letter(name).html)].filter((feature) => !fine.has(feature))).toEqual([]);
  });

  test.each(letterNames)('%s is right HTML by our rules', async (name) => {
    expect(await htmlFaults(letter(name).html)).toEqual([]);
  });

  test.each(letterNames)('%s has the same links in both parts, all absolute', (name) => {
    const { html, text } = letter(name);
    const links = linksOfHtml(html);
    expect(links.length).toBeGreaterThan(0);
    expect(linksOfText(text)).toEqual(links);
    for (const link of links) expect(link).toMatch(/^(https?:\/\/[a-z0-9.-]+(:\d+)?\/|mailto:)[!-~]*$/);
  });

  test.each(letterNames)('%s goes over the wire in short lines', (name) => {
    const { wire } = letter(name);
    const lines = wire.toString('latin1').split('\r\n');
    expect(lines.join('')).not.toMatch(/[\r\n]/);
    const headers = lines.slice(0, lines.indexOf(''));
    // A header line may be longer for one word that cannot be folded (a link); RFC 5322 ends at 998.
    expect(headers.filter((line) => line.length > 78 && /\S\s\S/.test(line.replace(/^[\w-]+: /, '')))).toEqual([]);
    expect(headers.filter((line) => line.length > 200)).toEqual([]);
    expect(lines.slice(headers.length).filter((line) => line.length > 76)).toEqual([]);
  });

  test.each(letterNames)('%s weighs at most 80 KB, and its text has lines one can read', (name) => {
    const { html, text } = letter(name);
    expect(Buffer.byteLength(html)).toBeLessThanOrEqual(80 * 1024);
    const wide = text.split('\n').filter((line) => line.length > 78 && !line.includes('://'));
    expect(wide.filter((line) => !line.includes('x'.repeat(300)))).toEqual([]);
    expect(html + text).not.toMatch(/[\uE000\uE001\u0000\u0007\u202E\u2066]|\bundefined\b|\bNaN\b|\[object/);
  });

  test.each(letterNames)('%s has subject and preheader of a length that inboxes show', (name) => {
    const { subject, html } = letter(name);
    expect(subject.length).toBeGreaterThan(5);
    expect(subject.length).toBeLessThanOrEqual(60);
    const preheader = plain(/<div style="display:none[^>]*>([^<\u200c]*)/.exec(html)?.[1] ?? '');
    expect(preheader.length).toBeGreaterThanOrEqual(40);
    expect(preheader.length).toBeLessThanOrEqual(110);
    expect(subject).not.toContain(preheader);
  });

  test.each(letterNames)('%s says its language and title; pictures have words, tables are for looks', (name) => {
    const { html, subject } = letter(name);
    expect(html).toMatch(/^<!DOCTYPE html><html dir="ltr" lang="en">/);
    expect(plain(/<title>(.*?)<\/title>/.exec(html)?.[1] ?? '')).toBe(subject);
    expect(html.match(/<h1[ >]/g)).toHaveLength(1);
    for (const [image] of html.matchAll(/<img\b[^>]*>/g)) {
      expect(image).toMatch(/ alt="[^"]{10,}"/);
      expect(image).toMatch(/ src="https:\/\/letters\.example\.com\/pictures\/[0-9a-f]{64}"/);
      expect(image).toMatch(/ width="\d+"/);
    }
    for (const [table] of html.matchAll(/<table\b[^>]*>/g)) expect(table).toContain('role="presentation"');
    expect(html).toContain('<meta name="color-scheme" content="light dark"/>');
  });

  test.each(letterNames)('%s says who sent it, from where, and has one of each header', (name) => {
    const { mail, html, text, wire } = letter(name);
    expect(mail.from?.value).toEqual([{ name: 'Maren Holt', address: 'maren@letters.example.com' }]);
    expect([mail.to].flat().flatMap((to) => to?.value.map((one) => one.address))).toEqual([reader.email]);
    expect(mail.headers.has('bcc')).toBe(false);
    for (const part of [html, text.replace(/\s+/g, ' ')]) expect(part).toContain(address);
    const names = [
      ...wire
        .toString('latin1')
        .split('\r\n\r\n')[0]!
        .matchAll(/^([\w-]+):/gm),
    ].map(([, one]) => one);
    expect(new Set(names).size).toBe(names.length);
    expect(names).toEqual(expect.arrayContaining(['Date', 'Message-ID', 'From', 'To', 'Subject', 'MIME-Version']));
  });

  test.each(letterNames.filter((name) => !aboutAPage.test(name)))(
    '%s can be ended with one click (RFC 8058)',
    (name) => {
      const { wire } = letter(name);
      const head = wire.toString('latin1').split('\r\n\r\n')[0]!.replace(/\r\n /g, ' ');
      expect(head).toMatch(/^List-Unsubscribe: *<https:\/\/letters\.example\.com\/unsubscribe\/[\w.-]+>$/m);
      expect(head).toMatch(/^List-Unsubscribe-Post: List-Unsubscribe=One-Click$/m);
      expect(head).toMatch(
        /^(broadcast|newsletter)-/.test(name)
          ? /^List-Id: The newsletter of Maren Holt <newsletter\.letters\.example\.com>$/m
          : /^List-Id: "Strong Glutes: two weeks for runners" <strong-glutes\.letters\.example\.com>$/m,
      );
    },
  );

  test.each(letterNames.filter((name) => !toNobodyYet.test(name)))('%s shows the ways out and its author', (name) => {
    const { html, text } = letter(name);
    for (const part of [html, text]) {
      expect(part).toContain('https://letters.example.com/manage/');
      expect(part).toContain('https://letters.example.com/unsubscribe/');
      expect(part).toContain('Maren Holt');
    }
  });

  test.each(letterNames.filter((name) => toNobodyYet.test(name)))('%s holds no word that somebody typed', (name) => {
    const { html, text, mail } = letter(name);
    for (const part of [html, text, mail.subject ?? '']) expect(part).not.toMatch(/\bSam\b|Brien "|alert|onerror/);
    expect([mail.to].flat().map((to) => to?.value[0]?.name)).toEqual(['']);
    // Its own address is the one thing that may stand there, in the confirmation.
    if (name.endsWith('confirmation')) expect(text).toContain(reader.email);
    else expect(text).not.toContain(reader.email);
  });
});

test('a name changes nothing but itself: same tags, lines, links and subjects', async () => {
  const tagsOf = (html: string) => [...html.matchAll(/<[^>]*>/g)].map(([tag]) => tag).join('\n');
  const ours = await judged(sam);
  for (const name of [hostile.name, '']) {
    for (const [key, { html, text, subject }] of await judged({ ...sam, name })) {
      const { html: samsHtml = '', text: samsText = '', subject: samsSubject } = ours.get(key) ?? {};
      expect(subject).toBe(samsSubject);
      expect(tagsOf(html)).toBe(tagsOf(samsHtml));
      expect(html.split('\n')).toHaveLength(samsHtml.split('\n').length);
      expect(text.split('\n')).toHaveLength(samsText.split('\n').length);
      expect(linksOfText(text)).toEqual(linksOfText(samsText));
    }
  }
  expect(ours.get('01-where-you-start')?.text).toContain('Hello Sam, and welcome');
});

test('no allowance is left that no letter needs', async () => {
  const unknown = new Set([...(await judged(sam)).values()].flatMap(({ html }) => [...unknownFeatures(html)]));
  expect(allowances.flatMap(allowed).filter((pair) => !unknown.has(pair))).toEqual([]);
});
