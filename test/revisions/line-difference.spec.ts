import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { lineDifference } from '../../src/revisions/line-difference.js';

const told = (before: string, after: string) =>
  lineDifference(before, after).map(({ kind, text }) => `${{ same: ' ', removed: '-', added: '+' }[kind]}${text}`);

describe('the difference between two texts', () => {
  it.each([
    ['a\nb\nc', 'a\nb\nc', [' a', ' b', ' c']],
    ['a\nb\nc', 'a\nx\nc', [' a', '-b', '+x', ' c']],
    ['', 'a', ['+a']],
    ['a', '', ['-a']],
    ['', '', []],
    ['a\r\nb\r\n', 'a\nb', [' a', ' b']],
    ['one\ntwo\nthree', 'zero\none\nthree\nfour', ['+zero', ' one', '-two', ' three', '+four']],
  ])('of %j and %j is told in lines', (before, after, lines) => {
    expect(told(before, after)).toEqual(lines);
  });

  it('leads from one to the other, whatever they are', () => {
    const text = fc
      .array(fc.constantFrom('a', 'b', 'c', ''), { maxLength: 12 })
      .map((lines) => lines.join('\n').replace(/\n+$/, ''));
    fc.assert(
      fc.property(text, text, (before, after) => {
        const lines = lineDifference(before, after);
        const side = (gone: string) =>
          lines
            .filter(({ kind }) => kind !== gone)
            .map((line) => line.text)
            .join('\n');
        expect([side('added'), side('removed')]).toEqual([before, after]);
      }),
    );
  });
});
