import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { readLesson } from '../../src/rendering/lesson-document.js';
import { lessonText } from '../../src/rendering/lesson-text.js';

const text = (markdown: string, name = 'Sam') => lessonText(readLesson(markdown).document, () => name);
const url = `https://x.example/${'long/'.repeat(20)}`;

describe('a lesson as plain text', () => {
  test.each([
    ['words', 'Plain *and* **bold**.', 'Plain and bold.'],
    ['a link with its address', 'See [the book](https://x.example/a).', 'See the book (https://x.example/a).'],
    ['a link that is its own words once', '<https://x.example/a>', 'https://x.example/a'],
    ['an address to write to', 'Ask [Maren](mailto:maren@x.example)', 'Ask Maren (mailto:maren@x.example)'],
    ['a heading with a line under it', 'A\n\n## Why today\n\nB', 'A\n\n\nWhy today\n---------\n\nB'],
    ['bullets', '- a\n- b', '- a\n- b'],
    ['numbers that go on', '3. a\n4. b', '3. a\n4. b'],
    ['a list in a list', '- a\n  1. b\n  2. c', '- a\n  1. b\n  2. c'],
    ['a quotation, set in', '> Slow wins.', '    Slow wins.'],
    ['a picture by its words', '![Three muscles.](pictures/m.png)', '[Picture: Three muscles.]'],
    [
      'a button by its words, and its address under them',
      '**[Film](https://x.example/a)**',
      'Film:\nhttps://x.example/a',
    ],
    ['a forced line end', 'a\\\nb', 'a\nb'],
    ['a rule', 'a\n\n---\n\nb', 'a\n\n* * *\n\nb'],
    ['code as it stands', '```\na  b\n\nc\n```', '    a  b\n\n    c'],
  ])('shows %s', (_, markdown, expected) => {
    expect(text(markdown)).toBe(expected);
  });

  test('sets an exercise so that it is found again', () => {
    const yaml = `name: Clam\ndose: 2 × 12 each side\ncues: [Lie on your side., ${'Open the knee '.repeat(6)}.]\nmistake: Rolling back.`;
    expect(text(`\`\`\`exercise\n${yaml}\n\`\`\``)).toBe(
      [
        '    Clam',
        '    ====',
        '    2 × 12 each side',
        '',
        '    1. Lie on your side.',
        '    2. Open the knee Open the knee Open the knee Open the knee Open the',
        '       knee Open the knee .',
        '',
        '    Common mistake: Rolling back.',
      ].join('\n'),
    );
  });

  test('breaks lines at 72, and no address', () => {
    const lines = text(`${'word '.repeat(60)}[here](${url}) ${'word '.repeat(30)}`).split('\n');
    expect(lines.filter((line) => line.length > 72)).toEqual([`(${url})`]);
  });

  test('breaks lines at the same places for every name, so that a filled letter is a rendered one', () => {
    const lesson = `${'word '.repeat(13)}hello {{ first_name | runner }}, and welcome. ${'word '.repeat(20)}`;
    fc.assert(
      fc.property(fc.stringMatching(/^[a-z ]{1,80}$/), (name) => {
        expect(text(lesson, name)).toBe(text(lesson, '@').replace('@', () => name));
      }),
    );
  });
});
