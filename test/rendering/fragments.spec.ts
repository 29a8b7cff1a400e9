import { describe, expect, test } from '@jest/globals';
import { doneBlockBrowser, doneBlockLetter, marksBlock, progressStrip } from '../../src/rendering/fragments.js';

const words = (html: string) =>
  html
    .replace(/<[^>]*>/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();

describe('the progress strip', () => {
  test('says the day and marks what is done, in words and in HTML', () => {
    const strip = progressStrip({ day: 3, of: 5, done: [true, false] });
    expect(strip.text).toBe('Day 3 of 5  [x][ ][ ][ ][ ]');
    expect(words(strip.html)).toBe('Day 3 of 5 1 done ✓ 2 3 4 5');
  });

  test('counts nothing on the first day', () => {
    expect(words(progressStrip({ day: 1, of: 2, done: [] }).html)).toBe('Day 1 of 2 1 2');
  });

  test('of a long course takes several rows of marks, and only counts in the text', () => {
    const strip = progressStrip({ day: 20, of: 40, done: Array(19).fill(true) });
    expect(strip.html.match(/class="strip /g)).toHaveLength(40);
    expect(strip.text).toBe('Day 20 of 40, 19 done');
  });

  test.each([
    [0, 14],
    [15, 14],
    [1.5, 14],
  ])('has no day %d of %d', (day, of) => {
    expect(() => progressStrip({ day, of, done: [] })).toThrow('No such day');
  });

  test('is remembered: the same question gives the same value', () => {
    expect(progressStrip({ day: 2, of: 3, done: [true] })).toBe(progressStrip({ day: 2, of: 3, done: [true] }));
    expect(progressStrip({ day: 2, of: 3, done: [true] })).not.toBe(progressStrip({ day: 2, of: 3, done: [false] }));
  });
});

test.each([
  [{ done: 13, of: 14, streak: 9 }, '13 of 14 lessons marked done, 9 in a row.'],
  [{ done: 3, of: 14, streak: 1 }, '3 of 14 lessons marked done.'],
  [{ done: 0, of: 14, streak: 0 }, '14 lessons, read to the end.'],
  [{ done: 0, of: 1, streak: 0 }, '1 lesson, read to the end.'],
])('the marks %j read "%s"', (marks, text) => {
  expect(marksBlock(marks).text).toBe(text);
});

describe('"I did it"', () => {
  test('is a link in the letter', () => {
    const block = doneBlockLetter('https://x.example/lessons/t?a=1&b=2');
    expect(block.html).toContain('href="https://x.example/lessons/t?a=1&amp;b=2"');
    expect(block.html).not.toContain('<form');
    expect(block.text).toContain('https://x.example/lessons/t?a=1&b=2');
  });

  test('is a form in the browser, and gone once it was pressed', () => {
    const form = /<form [^>]*>/.exec(doneBlockBrowser('/lessons/"t"/done', null).html)?.[0];
    expect(form).toContain('method="post"');
    expect(form).toContain('action="/lessons/&quot;t&quot;/done"');
    const done = doneBlockBrowser('/lessons/t', 'Monday <24> November');
    expect(done.html).toContain('✓ Done on Monday &lt;24&gt; November.');
    expect(done.html).not.toContain('<form');
  });
});
