import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { splitFrontMatter } from '../../src/courses/front-matter.js';
import { checkLetter, type LetterCheck, type TypedLetter } from '../../src/rendering/letter-checklist.js';
import { readingTime } from '../../src/rendering/reading-time.js';
import { distrustedIn, shouts } from '../../src/rendering/spam-words.js';

const good: TypedLetter = {
  subject: 'Wake them up',
  preheader: 'A strong muscle can sleep through a squat. Two words change that.',
  body: 'Squeeze first, then move.\n\n![A bridge.](pictures/bridge.png)\n\nSee [the study](https://example.com/a).\n',
  minutes: 5,
};
const known = { prefix: 'Day 3 of 14 · ', pictures: new Set(['pictures/bridge.png']), htmlBytes: 30_000 };
const check = (letter: Partial<TypedLetter>, about: LetterCheck['about'], more: Partial<typeof known> = {}) => {
  const found = checkLetter({ ...good, ...letter }, { ...known, ...more }).find((each) => each.about === about);
  if (!found) throw new Error(`nothing about ${about}`);
  return found;
};

describe('the checklist', () => {
  test('finds nothing to say about a good letter', () => {
    expect(checkLetter(good, known).map(({ about, state }) => [about, state])).toEqual(
      ['subject', 'preheader', 'words', 'pictures', 'links', 'size', 'spam', 'reading'].map((about) => [about, 'fine']),
    );
  });

  test.each<[string, Partial<TypedLetter>, LetterCheck['about'], LetterCheck['state'], string]>([
    ['an empty subject', { subject: ' ' }, 'subject', 'wrong', 'no subject yet'],
    ['a subject phones would cut, its day counted', { subject: 'x'.repeat(47) }, 'subject', 'look', '61 characters'],
    ['a subject that just fits a phone', { subject: 'x'.repeat(46) }, 'subject', 'fine', '60 characters'],
    ['a subject over the limit', { subject: 'x'.repeat(87) }, 'subject', 'wrong', 'at most 100'],
    ['a merge field without fallback', { subject: 'Hi {{ first_name }}' }, 'subject', 'wrong', 'fallback'],
    ['a subject that shouts', { subject: 'READ THIS TODAY' }, 'subject', 'look', 'shouting'],
    ['no preheader', { preheader: '' }, 'preheader', 'look', 'no preheader'],
    ['a short preheader', { preheader: 'Hello' }, 'preheader', 'look', 'room for about 90'],
    ['a preheader over the limit', { preheader: 'x'.repeat(151) }, 'preheader', 'wrong', 'at most 150'],
    ['a letter without words', { body: '\n' }, 'words', 'look', 'no words yet'],
    ['a picture that shows nothing', { body: '![](pictures/bridge.png)' }, 'pictures', 'wrong', 'missing'],
    ['a picture the course lacks', { body: '![A clam.](pictures/clam.png)' }, 'pictures', 'wrong', 'missing'],
    ['words that are a file name', { body: '![IMG_1.png](pictures/bridge.png)' }, 'pictures', 'look', 'in words'],
    ['a link that leads nowhere', { body: '[a](https://nowhere)' }, 'links', 'wrong', 'broken'],
    ['an address to write to that is none', { body: '[a](mailto:sam@nowhere)' }, 'links', 'wrong', 'broken'],
    ['a link that says “here”', { body: 'Look [here](https://example.com)' }, 'links', 'look', 'look'],
    ['a link without encryption', { body: '[a](http://example.com)' }, 'links', 'look', 'look'],
    ['a button that says “here”', { body: '**[here](https://example.com)**' }, 'links', 'look', 'look'],
    ['words filters distrust', { body: 'Act now!!' }, 'spam', 'look', 'unwanted'],
    [
      'more to read than it says',
      { body: 'word '.repeat(900), minutes: 2 },
      'reading',
      'look',
      'but it says 2 minutes',
    ],
  ])('says so about %s', (_, letter, about, state, says) => {
    const found = check(letter, about);
    expect(found.state).toBe(state);
    expect(found.says).toContain(says);
  });

  test('names the line of what is wrong', () => {
    const body = 'One.\n\n![](pictures/bridge.png)\n\n<b>Two</b>\n\n[x](https://nowhere)\n';
    expect(check({ body }, 'pictures').points).toEqual([
      { line: 3, says: 'Say what pictures/bridge.png shows, for readers who see no pictures.' },
    ]);
    expect(check({ body }, 'words').points.map(({ line }) => line)).toEqual([3, 5, 5]);
    expect(check({ body }, 'links').points).toEqual([
      { line: 7, says: 'https://nowhere is not an address that can be opened.' },
    ]);
  });

  test.each([
    [80 * 1024, 'fine'],
    [90 * 1024, 'look'],
    [102 * 1024, 'look'],
    [103 * 1024, 'look'],
  ])('weighs the letter against what Gmail shows: %d bytes', (htmlBytes, state) => {
    const found = check({}, 'size', { htmlBytes });
    expect(found.state).toBe(state);
    expect(found.says.includes('hides what comes after')).toBe(htmlBytes > 102 * 1024);
  });

  test('has an answer to whatever is typed', () => {
    const words = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.constantFrom('![', '](', '{{ first_name | x }}', '```exercise\n', '[a](b)'),
    );
    fc.assert(
      fc.property(words, fc.array(words), (subject, body) => {
        expect(checkLetter({ ...good, subject, body: body.join('') }, known)).toHaveLength(8);
      }),
    );
  });

  test('is pleased with every lesson the house ships', () => {
    const folder = 'content/strong-glutes';
    const lessons = readdirSync(folder).filter((name) => /^\d\d-/.test(name));
    const pictures = new Set(readdirSync(join(folder, 'pictures')).map((name) => `pictures/${name}`));
    const worried = lessons.flatMap((name) => {
      const parts = splitFrontMatter(readFileSync(join(folder, name), 'utf8'));
      const value = (key: string) => new RegExp(`^${key}: "?(.*?)"?$`, 'm').exec(parts?.matter ?? '')?.[1] ?? '';
      const letter = {
        subject: value('subject'),
        preheader: value('preheader'),
        body: parts?.body ?? '',
        minutes: Number(value('minutes')),
      };
      const checks = checkLetter(letter, { prefix: 'Day 14 of 14 · ', pictures, htmlBytes: null });
      return checks.filter(({ state }) => state !== 'fine').map(({ says }) => `${name}: ${says}`);
    });
    expect(worried).toEqual([]);
  });
});

test('reading time counts words, not marks, and is never under a minute', () => {
  expect(readingTime('Lift – slowly, heel-first: 2 × 10.')).toEqual({ words: 5, minutes: 1 });
  expect(readingTime('word '.repeat(660)).minutes).toBe(3);
});

test('distrusted words are given as they stand, and ordinary ones left alone', () => {
  expect(distrustedIn('It is RISK-FREE').map(({ words }) => words)).toEqual(['RISK-FREE']);
  expect(distrustedIn('Feel free to stop. Nobody guarantees anything! Really?')).toEqual([]);
});

test('an abbreviation is no shouting', () => {
  expect([shouts('BMI and IT band'), shouts('STOP DOING THIS'), shouts('UK')]).toEqual([false, true, false]);
});
