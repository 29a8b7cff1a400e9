import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { simpleParser } from 'mailparser';
import { headerValue, mailbox } from '../../src/mail/header.js';
import { compileFrame, fill, type FrameValue, type Segment } from '../../src/mail/message-frame.js';
import { decodeQuotedPrintable, hostileText, longestLine, withCrlf } from './hostile-text.js';

const names = ['first_name', 'link', 'strip', '__proto__', 'constructor'];
const segments = fc.array(
  fc.oneof(
    hostileText,
    fc.constantFrom(...names).map((value) => ({ value })),
  ),
  { maxLength: 8 },
);
const values = fc
  .tuple(...names.map(() => fc.record({ html: hostileText, text: hostileText })))
  .map((filled) => Object.fromEntries(names.map((name, index) => [name, filled[index]!])));

function plainly(parts: readonly Segment[], given: Record<string, FrameValue>, kind: 'html' | 'text'): string {
  const joined: string[] = [];
  let literal = '';
  for (const part of parts) {
    if (typeof part === 'string') literal += part;
    else {
      joined.push(literal, given[part.value]![kind]);
      literal = '';
    }
  }
  return [...joined, literal].map(withCrlf).join('');
}

function headersFor(subject: string, name: string): Array<[string, string]> {
  return [
    ['Message-ID', '<1.abc@example.com>'],
    ['From', mailbox(name, 'coach@example.com')],
    ['To', mailbox(null, 'maren@example.com')],
    ['Subject', headerValue(subject, 'Subject'.length)],
  ];
}

/** The encoded bodies of text and HTML, taken out by the boundary alone. */
function bodies(message: string): { text: string; html: string } {
  const boundary = /boundary="([^"]+)"/.exec(message)![1]!;
  const parts = message.split(`\r\n--${boundary}`);
  expect(parts).toHaveLength(4);
  expect(parts[3]).toBe('--\r\n');
  const [text, html] = [parts[1]!, parts[2]!].map((part) => part.slice(part.indexOf('\r\n\r\n') + 4));
  return { text: text!, html: html! };
}

describe('a filled letter', () => {
  it('is the words and values one after the other, in lines of at most 76, whatever they hold', () => {
    fc.assert(
      fc.property(segments, segments, values, hostileText, hostileText, (html, text, given, subject, name) => {
        const frame = compileFrame({ html, text });
        const message = fill(frame, headersFor(subject, name), given);
        const written = message.toString('latin1');
        const body = bodies(written);
        expect(decodeQuotedPrintable(body.text)).toBe(plainly(text, given, 'text'));
        expect(decodeQuotedPrintable(body.html)).toBe(plainly(html, given, 'html'));
        expect(written).toMatch(/^[\t\r\n\x20-\x7e]*$/);
        expect(written.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
        expect(longestLine(written)).toBeLessThanOrEqual(76);
        expect(written.slice(0, written.indexOf('\r\n\r\n')).match(/^[^\s:]+(?=:)/gm)).toEqual([
          'Message-ID',
          'From',
          'To',
          'Subject',
          'MIME-Version',
          'Content-Type',
        ]);
        expect(fill(compileFrame({ html, text }), headersFor(subject, name), structuredClone(given))).toEqual(message);
      }),
      { numRuns: 150 },
    );
  });

  it('reads in a mail program as it was put together', async () => {
    await fc.assert(
      fc.asyncProperty(segments, segments, values, hostileText, async (html, text, given, subject) => {
        // A first and last line that mailparser, which trims, must leave alone.
        const around = (parts: Segment[]): Segment[] => ['<p>', ...parts, '</p>\n'];
        const message = fill(
          compileFrame({ html: around(html), text: around(text) }),
          headersFor(subject, 'Ada'),
          given,
        );
        const parsed = await simpleParser(message, {
          skipTextToHtml: true,
          skipHtmlToText: true,
          skipImageLinks: true,
        });
        const bare = (found: string | false | undefined) => (found || '').replace(/\r\n/g, '\n').trimEnd();
        expect(bare(parsed.text)).toBe(bare(plainly(around(text), given, 'text')));
        expect(bare(parsed.html)).toBe(bare(plainly(around(html), given, 'html')));
        expect(parsed.attachments).toEqual([]);
        expect(parsed.headers.has('bcc')).toBe(false);
      }),
      { numRuns: 50 },
    );
  });

  const frame = compileFrame({ html: ['<p>Hi ', { value: 'name' }, '</p>'], text: ['Hi ', { value: 'name' }] });
  const given = { name: { html: 'Ada', text: 'Ada' } };

  it('looks like this', () => {
    expect(fill(frame, [['Message-ID', '<1.abc@example.com>']], given).toString()).toMatchInlineSnapshot(`
     "Message-ID: <1.abc@example.com>
     MIME-Version: 1.0
     Content-Type: multipart/alternative;
      boundary="=_1b2bc781198664a286e2eeecf1009310"

     --=_1b2bc781198664a286e2eeecf1009310
     Content-Type: text/plain; charset=utf-8
     Content-Transfer-Encoding: quoted-printable

     Hi =
     Ada
     --=_1b2bc781198664a286e2eeecf1009310
     Content-Type: text/html; charset=utf-8
     Content-Transfer-Encoding: quoted-printable

     <p>Hi =
     Ada=
     </p>
     --=_1b2bc781198664a286e2eeecf1009310--
     "
    `);
  });

  it('has another boundary when it is another letter', () => {
    const boundaryOf = (id: string) => /boundary="(.+)"/.exec(fill(frame, [['Message-ID', id]], given).toString())![1];
    expect(boundaryOf('<1@a>')).not.toBe(boundaryOf('<2@a>'));
  });

  it('never leaves with a hole', () => {
    expect(() => fill(frame, [], {})).toThrow('The letter has no value for "name".');
    const odd = compileFrame({ html: [{ value: 'constructor' }], text: [] });
    expect(() => fill(odd, [], {})).toThrow('no value for "constructor"');
  });

  it.each([
    ['Subject', 'a\r\nBcc: b@example.com'],
    ['Subject', 'a\nBcc: b@example.com'],
    ['Subject', 'a\rBcc: b@example.com'],
    ['Subject', 'a\r\n\r\nbody'],
    ['Subject', 'a\r\n \r\n body'],
    ['Subject', 'a\r\n'],
    ['Subject', 'a\0'],
    ['Subject', 'x'.repeat(1_000)],
    ['Sub ject', 'a'],
    ['Subject:', 'a'],
    ['', 'a'],
    ['Sübject', 'a'],
    ['Subject\r\nBcc', 'a'],
    ['Content-Type', 'text/html'],
    ['MIME-version', '2.0'],
  ])('refuses the header %j with %j', (name, value) => {
    expect(() => fill(frame, [[name, value]], given)).toThrow(/header/);
  });

  it('refuses a header given twice', () => {
    expect(() => fill(frame, [['To', 'a@example.com'], ['to', 'b@example.com']], given)).toThrow(/twice/); // prettier-ignore
  });
});
