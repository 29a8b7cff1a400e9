import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { readLesson } from '../../src/rendering/lesson-document.js';

const block = (yaml: string) => `Before.\n\n\`\`\`exercise\n${yaml}\n\`\`\`\n`;
const clam = 'name: Clam\ndose: 2 × 12\ncues:\n  - Lie down.\n  - Squeeze.';

describe('a lesson is read', () => {
  test('into blocks with their words, fields, links and pictures', () => {
    const lesson = readLesson(
      'Hello {{ first_name | runner }},\nsee [*the* book](https://x.example/a).\n\n## Why\n\n![Three muscles.](pictures/m.png)\n\n3. one\n4. two\n\n> Slow wins.\n',
      10,
    );
    expect(lesson.faults).toEqual([]);
    expect(lesson.pictures).toEqual([{ path: 'pictures/m.png', line: 15 }]);
    expect(lesson.links).toEqual([{ url: 'https://x.example/a', line: 11 }]);
    expect(lesson.document.blocks).toEqual([
      {
        type: 'paragraph',
        children: [
          { type: 'text', value: 'Hello ' },
          { type: 'merge', field: 'first_name', fallback: 'runner' },
          { type: 'text', value: ', see ' },
          {
            type: 'link',
            url: 'https://x.example/a',
            children: [
              { type: 'emphasis', children: [{ type: 'text', value: 'the' }] },
              { type: 'text', value: ' book' },
            ],
          },
          { type: 'text', value: '.' },
        ],
      },
      { type: 'heading', level: 2, children: [{ type: 'text', value: 'Why' }] },
      { type: 'picture', path: 'pictures/m.png', alt: 'Three muscles.' },
      {
        type: 'list',
        ordered: true,
        start: 3,
        items: [
          [{ type: 'paragraph', children: [{ type: 'text', value: 'one' }] }],
          [{ type: 'paragraph', children: [{ type: 'text', value: 'two' }] }],
        ],
      },
      { type: 'quote', children: [{ type: 'paragraph', children: [{ type: 'text', value: 'Slow wins.' }] }] },
    ]);
  });

  test.each([
    ['a bold link alone', '**[Watch](https://x.example/a)**', 'button'],
    ['a bold link with a field in it', '**[Go, {{ first_name | you }}](https://x.example/a)**', 'button'],
    ['a link that is not bold', '[Watch](https://x.example/a)', 'paragraph'],
    ['a bold link with words beside it', '**[Watch](https://x.example/a)** it', 'paragraph'],
    ['bold words with a link in them', '**Or [watch](https://x.example/a)**', 'paragraph'],
    ['a bold link of code', '**[`watch`](https://x.example/a)**', 'paragraph'],
  ])('with buttons: %s', (_, markdown, type) => {
    const { document, links } = readLesson(markdown);
    expect(document.blocks.map((block) => block.type)).toEqual([type]);
    expect(links).toEqual([{ url: 'https://x.example/a', line: 1 }]);
  });

  test('with an exercise, whose picture is listed, too', () => {
    const lesson = readLesson(
      block(`${clam}\npicture: pictures/clam.png\nalt: Two positions.\nmistake: Rolling back.`),
    );
    expect(lesson.faults).toEqual([]);
    expect(lesson.pictures).toEqual([{ path: 'pictures/clam.png', line: 4 }]);
    expect(lesson.document.blocks[1]).toEqual({
      type: 'exercise',
      name: [{ type: 'text', value: 'Clam' }],
      picture: { path: 'pictures/clam.png', alt: 'Two positions.' },
      dose: [{ type: 'text', value: '2 × 12' }],
      cues: [[{ type: 'text', value: 'Lie down.' }], [{ type: 'text', value: 'Squeeze.' }]],
      mistake: [{ type: 'text', value: 'Rolling back.' }],
    });
  });

  test('whatever it is: reading never throws', () => {
    const piece = fc.constantFrom(
      '# ',
      '> ',
      '- ',
      '1. ',
      '```exercise\n',
      '```\n',
      '[a](',
      ')',
      '![',
      ']',
      '{{',
      '}}',
      '<b>',
      '*',
      '\n',
      '\t',
      'x',
      ': ',
      '&',
      '|',
      '\u0000',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 60 }), (pieces) => {
        for (const { line, message } of readLesson(pieces.join('')).faults) {
          expect(line).toBeGreaterThan(0);
          expect(message).not.toBe('');
        }
      }),
    );
  });
});

describe('a fault is named with its line', () => {
  test.each<[string, string, number, string]>([
    ['raw HTML', 'ok\n\n<script>alert(1)</script>\n', 3, 'HTML is not passed on: <script>alert(1)</script>'],
    ['HTML in a sentence', 'a <b>bold</b> word', 1, 'HTML is not passed on: <b>'],
    ['a javascript: link', '\n[x](javascript:alert(1))', 2, 'the link javascript:alert(1) must begin with'],
    ['a data: link', '[x](data:text/html,x)', 1, 'must begin with'],
    ['a relative link', '[x](/manage)', 1, 'must begin with'],
    ['a bad link in a definition', '[x][y]\n\n[y]: ftp://x.example\n', 3, 'must begin with'],
    ['a picture without words', '![](pictures/a.png)', 1, 'the picture pictures/a.png has no words'],
    ['a picture in a sentence', 'see ![it](pictures/a.png) here', 1, 'a picture stands in a paragraph of its own'],
    ['an unknown merge field', 'a\n\nb {{ surname | x }}', 3, 'unknown merge field "surname"'],
    ['a merge field without fallback', '{{ first_name }}', 1, 'expected {{ first_name | fallback }}'],
    [
      'an unknown exercise key',
      block(`${clam}\nreps: 12`),
      9,
      'exercise: unknown key "reps"; expected name, picture, alt, dose, cues, mistake',
    ],
    ['an exercise without a name', block('dose: 1\ncues: [a]'), 4, 'exercise, name: is missing'],
    ['an exercise without a dose', block('name: a\ncues: [a]'), 4, 'exercise, dose: is missing'],
    ['a dose that is a number', block('name: a\ndose: 12\ncues: [a]'), 5, 'exercise, dose: must be text'],
    ['an exercise without cues', block('name: a\ndose: b'), 4, 'exercise, cues: is missing'],
    ['no cues', block('name: a\ndose: b\ncues: []'), 6, 'exercise, cues: must be a list of 1 to 8 cues'],
    ['nine cues', block(`name: a\ndose: b\ncues: [${'x, '.repeat(9)}]`), 6, 'must be a list of 1 to 8 cues'],
    ['an empty cue', block("name: a\ndose: b\ncues:\n  - fine\n  - ''"), 8, 'exercise, cues 2: must not be empty'],
    ['a cue that is not text', block('name: a\ndose: b\ncues:\n  - lie: down'), 7, 'exercise, cues 1: must be text'],
    ['a picture whose words are missing', block(`${clam}\npicture: pictures/a.png`), 4, 'exercise, alt: is missing'],
    [
      'a merge field in a cue',
      block('name: a\ndose: b\ncues:\n  - hi {{ x | y }}'),
      7,
      'exercise: unknown merge field "x"',
    ],
    ['YAML that is none', block('name: "a'), 4, 'exercise: Missing closing "quote'],
    ['a key twice', block(`${clam}\nname: b`), 9, 'exercise: Map keys must be unique'],
    ['references', block('name: &a x\ndose: *a\ncues: [a]'), 4, 'references'],
    ['an exercise that is a list', block('- a'), 4, 'exercise: must be YAML with the keys'],
    ['an endless nest', '> '.repeat(40) + 'x', 1, 'nested more than 5 deep'],
    ['two megabytes', 'x'.repeat(2_000_000), 1, 'expected at most 60000'],
  ])('%s', (_, markdown, line, message) => {
    const { faults } = readLesson(markdown);
    expect(faults).toEqual([{ line, message: expect.stringContaining(message) }, ...faults.slice(1)]);
  });

  test('and all of them are, in order, counted from the line the body begins at', () => {
    const { faults } = readLesson('<br>x\n\n[x](javascript:y)\n\n![](a.png)\n', 8);
    expect(faults.map(({ line }) => line)).toEqual([8, 10, 12]);
  });
});
