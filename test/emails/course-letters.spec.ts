import { beforeAll, describe, expect, test } from '@jest/globals';
import { readCourseFiles } from '../../src/courses/course-files.js';
import { readCourseFolder } from '../../src/courses/course-folder.js';
import { sampleLetters, type SampleLetter } from '../../src/rendering/sample-letters.js';

const look = { publicUrl: 'https://letters.example.com', postalAddress: '12 Harbour Street, Leeds' };
const names = [
  'confirmation',
  ...Array.from({ length: 14 }, (_, index) => `lesson-${String(index + 1).padStart(2, '0')}`),
  'completion',
  'already-in',
  'notice-download',
  'notice-forget',
  'notice-change-address',
  'notice-manage-link',
];

/** What a mail client sees when it decodes an attribute. */
const plain = (html: string) =>
  html.replace(
    /&(amp|lt|gt|quot|#x27);/g,
    (_, name: string) => ({ amp: '&', lt: '<', gt: '>', quot: '"', '#x27': "'" })[name] ?? '',
  );
const hrefs = (html: string) => [...html.matchAll(/href="([^"]*)"/g)].map(([, url = '']) => plain(url));
const urls = (text: string) => [...text.matchAll(/(?:https?:\/\/|mailto:)[^\s)]+/g)].map(([url]) => url);

describe('every letter of the course', () => {
  let letters: Map<string, SampleLetter>;
  const letter = (name: string): SampleLetter => {
    const found = letters.get(name);
    if (!found) throw new Error(`no letter ${name}`);
    return found;
  };

  beforeAll(async () => {
    const reading = readCourseFiles(await readCourseFolder('content/strong-glutes'));
    if ('faults' in reading) throw new Error(reading.faults.map((fault) => JSON.stringify(fault)).join('\n'));
    letters = new Map((await sampleLetters(reading.course, look)).map((each) => [each.name, each]));
  });

  test('is there', () => {
    expect([...letters.keys()]).toEqual(names);
  });

  test.each(names)('%s weighs at most 80 KB and no line of its text is long', (name) => {
    const { html, text } = letter(name);
    expect(Buffer.byteLength(html)).toBeLessThanOrEqual(80 * 1024);
    expect(text.split('\n').filter((line) => line.length > 78 && !/:\/\//.test(line))).toEqual([]);
    expect(html + text).not.toMatch(/[\uE000\uE001\r]|undefined|\{\{|\[object/);
  });

  test.each(names)('%s has the same links in both parts, all absolute', (name) => {
    const { html, text } = letter(name);
    expect([...new Set(urls(text))].sort()).toEqual([...new Set(hrefs(html))].sort());
    for (const url of hrefs(html)) expect(url).toMatch(/^(https?:\/\/|mailto:)/);
  });

  test.each(names)('%s says its language and title; pictures have words and sizes, tables are for looks', (name) => {
    const { html, subject } = letter(name);
    expect(html).toContain('<html dir="ltr" lang="en">');
    expect(plain(/<title>(.*?)<\/title>/.exec(html)?.[1] ?? '')).toBe(subject);
    expect(html.match(/<h1[ >]/g)).toHaveLength(1);
    for (const [image] of html.matchAll(/<img [^>]*>/g)) {
      expect(image).toMatch(/ alt="[^"]{10,}"/);
      expect(image).toMatch(/ src="https:\/\/letters\.example\.com\/pictures\/[0-9a-f]{64}"/);
      expect(image).toMatch(/ width="\d+"/);
    }
    for (const [table] of html.matchAll(/<table [^>]*>/g)) expect(table).toContain('role="presentation"');
    expect(html).toContain('<meta name="color-scheme" content="light dark"/>');
  });

  test.each(names)('%s has a subject of at most 60 characters and a preheader of 40 to 110', (name) => {
    const { html, subject } = letter(name);
    expect(subject.length).toBeLessThanOrEqual(60);
    const preheader = plain(/<div style="display:none[^>]*>([^<\u200c]*)/.exec(html)?.[1] ?? '');
    expect(preheader.length).toBeGreaterThanOrEqual(40);
    expect(preheader.length).toBeLessThanOrEqual(110);
  });

  test.each(names.filter((name) => /lesson|completion/.test(name)))('%s has the ways out and who sent it', (name) => {
    const { html, text } = letter(name);
    for (const part of [html, text]) {
      expect(part).toContain('/manage/sample');
      expect(part).toContain('/unsubscribe/sample');
      expect(part).toContain('12 Harbour Street, Leeds');
      expect(part).toContain('Maren Holt');
    }
  });

  test('the confirmation says nothing that was typed but the address, and offers no unsubscribing', () => {
    const { html, text } = letter('confirmation');
    for (const part of [html, text]) {
      expect(part).toContain('sam@example.com');
      expect(part).not.toMatch(/\bSam\b/);
      expect(part).not.toContain('/unsubscribe/');
    }
  });
});
