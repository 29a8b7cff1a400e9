import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { xml, xmlText } from '../../src/archive/xml.js';
import { anyName } from '../rendering/hostile-names.js';

describe('Words in a feed', () => {
  it('end no element and no attribute, and hold nothing that XML has no place for', () => {
    fc.assert(
      fc.property(fc.oneof(anyName, fc.string({ unit: 'binary' })), (words) => {
        const escaped = xmlText(words);
        expect(escaped).not.toMatch(/[<>"]|&(?!(?:amp|lt|gt|quot);)/);
        expect(escaped).not.toMatch(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|\p{Surrogate}/u);
        expect(xml('a', { b: words }, words)).toBe(escaped === '' ? `<a b=""/>` : `<a b="${escaped}">${escaped}</a>`);
      }),
    );
  });

  it('stand as elements within elements', () => {
    expect(xml('a', {}, [xml('b', { c: '1' }), null, xml('d', {}, 'x')])).toBe('<a>\n<b c="1"/>\n<d>x</d>\n</a>');
  });
});
