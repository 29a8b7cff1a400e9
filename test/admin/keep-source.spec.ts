import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { fromMarkdown } from 'mdast-util-from-markdown';
import { toMarkdown } from 'mdast-util-to-markdown';
import { keepSource } from '../../admin/lesson/keep-source.js';
import { splitFrontMatter } from '../../src/courses/front-matter.js';

/** What an editor does to a source it has read: the same words in its own hand. */
const rewritten = (source: string) =>
  toMarkdown(fromMarkdown(source), { bullet: '*', rule: '_', emphasis: '_', listItemIndent: 'tab', fence: '~' });

/** What it says, without where it stands. */
const saying = (source: string): unknown =>
  JSON.parse(JSON.stringify(fromMarkdown(source), (key, value: unknown) => (key === 'position' ? undefined : value)));

const folder = 'content/strong-glutes';
const shipped = readdirSync(folder)
  .filter((name) => name.endsWith('.md'))
  .map((name): [string, string] => [name, splitFrontMatter(readFileSync(join(folder, name), 'utf8'))?.body ?? '']);

const anyBlock = fc.constantFrom(
  'Words & signs * and snake_case at 10:30.',
  'Two  \nlines\\\nand three',
  '## A heading ##',
  'Setext\n======',
  '- one\n- two\n    - three',
  '* a\n\n* b',
  '7. seven\n8. eight',
  '> quoted\nlazily',
  '***',
  '`code` and __strong__ and *soft*',
  '```exercise\nname: Clam # mine\ndose: "2 × 12"\ncues: [Lie,  Open]\n```',
  '~~~\na  b\n~~~',
  '    indented',
  'Hi {{ first_name | runner }}, see <https://x.example/a?b=1&c=2> or [that](<https://x.example> "it").',
  '![A clam.](pictures/clam.png)',
  '**[Go](https://x.example)**',
);
const anyGap = fc.constantFrom('\n\n', '\n\n\n', '\n  \n\n');
const anySource = fc
  .tuple(fc.array(fc.tuple(anyBlock, anyGap), { minLength: 1, maxLength: 12 }), fc.constantFrom('', '\n', '\n\n\n'))
  .map(([blocks, start]) => start + blocks.map(([block, gap]) => block + gap).join(''));

describe('a source kept through an editor', () => {
  test.each(shipped)('%s comes back to the byte when nothing was edited', (_, source) => {
    const before = rewritten(source);
    expect(keepSource(source, before, before)).toBe(source);
  });

  test.each(shipped)('%s changes in the one paragraph that was edited', (_, source) => {
    const before = rewritten(source);
    const words = /^[A-Z][^\n]{30,}$/m.exec(before)?.[0] ?? '';
    const after = before.replace(words, 'Edited words.');
    const kept = keepSource(source, before, after);
    const [was, is] = [source.split('\n'), kept.split('\n')];
    const changed = is.filter((line, place) => line !== was[place]);
    expect(changed).toEqual(['Edited words.']);
  });

  test('comes back to the byte, whatever it is', () => {
    fc.assert(
      fc.property(anySource, (source) => {
        const before = rewritten(source);
        expect(keepSource(source, before, before)).toBe(source);
      }),
    );
  });

  test('with one block more: everything else keeps its bytes, and both say the same', () => {
    fc.assert(
      fc.property(anySource, fc.nat(), (source, at) => {
        const made = rewritten(source);
        const blocks = fromMarkdown(made).children.map(({ position }) =>
          made.slice(position?.start.offset, position?.end.offset),
        );
        const place = at % (blocks.length + 1);
        const after = [...blocks.slice(0, place), 'A new paragraph.', ...blocks.slice(place)].join('\n\n');
        fc.pre(fromMarkdown(after).children.length === blocks.length + 1);
        const kept = keepSource(source, made, after);
        expect(saying(kept)).toEqual(saying(after));
        const left = fromMarkdown(source).children.map(({ position }) =>
          source.slice(position?.start.offset, position?.end.offset),
        );
        const right = fromMarkdown(kept).children.map(({ position }) =>
          kept.slice(position?.start.offset, position?.end.offset),
        );
        const wanted = [...left.slice(0, place), 'A new paragraph.', ...left.slice(place)];
        // Some bytes say something else beside a new neighbour, and cannot be kept: see "would rather be rewritten".
        fc.pre(isDeepStrictEqual(saying(wanted.join('\n\n')), saying(after)));
        expect(right).toEqual(wanted);
      }),
    );
  });

  test('keeps Windows line ends, also in what is new', () => {
    const source = '* a\r\n* b\r\n\r\nTwo.\r\n';
    const before = '- a\n- b\n\nTwo.\n';
    expect(keepSource(source, before, '- a\n- b\n\nThree\\\nfour.\n')).toBe('* a\r\n* b\r\n\r\nThree\\\r\nfour.\r\n');
  });

  test('pairs blocks that an editor has joined or taken apart, as one piece', () => {
    const source = '- a\n\n* b\n\nEnd.\n';
    const before = '- a\n- b\n\nEnd.\n';
    expect(keepSource(source, before, '- a\n- b\n\nThe end.\n')).toBe('- a\n\n* b\n\nThe end.\n');
    expect(keepSource(source, before, '- a\n- c\n\nEnd.\n')).toBe('- a\n- c\n\nEnd.\n');
  });

  test('would rather be rewritten than say something else: lists that grow together', () => {
    const source = '- a\n\n***\n\n- b\n';
    const before = '* a\n\n***\n\n* b\n';
    const after = '* a\n* b\n';
    expect(fromMarkdown(keepSource(source, before, after)).children).toHaveLength(1);
  });

  test('would rather be rewritten than say something else: words that would become a list', () => {
    const source = 'Words *.\n\n    indented\n\n7. seven\n8. eight\n';
    const before = rewritten(source);
    expect(before).toContain('7\\. seven');
    const after = before.replace('\n\n7', '\n\nNew.\n\n7');
    expect(keepSource(source, before, after)).toBe(after);
  });

  test('of nothing at all takes what is written', () => {
    expect(keepSource('', '', 'First words.')).toBe('First words.\n');
    expect(keepSource('All of it.\n', 'All of it.\n', '')).toBe('\n');
  });
});
