import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { encodeSegment } from '../../src/mail/quoted-printable.js';
import { decodeQuotedPrintable, hostileText, longestLine, withCrlf } from './hostile-text.js';

describe('a quoted-printable segment', () => {
  it.each([
    ['Hello Maren', 'Hello Maren=\r\n'],
    ['', ''],
    ['one\ntwo\r\n', 'one\r\ntwo\r\n'],
    ['1 + 1 = 2', '1 + 1 =3D 2=\r\n'],
    ['Grüße', 'Gr=C3=BC=C3=9Fe=\r\n'],
    ['kept \nspace\t\n', 'kept=20\r\nspace=09\r\n'],
    ['.hidden', '=2Ehidden=\r\n'],
    ['From here', '=46rom here=\r\n'],
    ['\n.\n', '\r\n=2E\r\n'],
    ['\ud800', '=EF=BF=BD=\r\n'],
  ])('writes %j as %j', (text, written) => {
    expect(encodeSegment(text)).toBe(written);
  });

  it('ends a body without "=", keeping a last space', () => {
    expect(encodeSegment('The end ', true)).toBe('The end=20');
    expect(encodeSegment('The end\n', true)).toBe('The end\r\n');
    expect(encodeSegment('', true)).toBe('');
  });

  it('does not tear a character apart', () => {
    for (const line of encodeSegment('ü'.repeat(200)).split('=\r\n')) expect(line).toMatch(/^(=C3=BC)*$/);
  });

  it('gives back every text, in any number of pieces, with no line over 76 and nothing but printable ASCII', () => {
    fc.assert(
      fc.property(fc.array(hostileText, { maxLength: 5 }), hostileText, (pieces, end) => {
        const body = pieces.map((piece) => encodeSegment(piece)).join('') + encodeSegment(end, true);
        expect(decodeQuotedPrintable(body)).toBe([...pieces, end].map(withCrlf).join(''));
        expect(body).toMatch(/^[\t\r\n\x20-\x7e]*$/);
        expect(body).not.toMatch(/(^|\n)(\.|From )|[ \t]\r\n|[ \t]$|=$/);
        expect(longestLine(body)).toBeLessThanOrEqual(76);
        expect(body.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
      }),
      { numRuns: 500 },
    );
  });

  it('starts every piece in column 0', () => {
    fc.assert(
      fc.property(hostileText, (text) => {
        const written = encodeSegment(text);
        expect(written === '' || written.endsWith('\r\n')).toBe(true);
      }),
    );
  });
});
