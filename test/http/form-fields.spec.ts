import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { readJson, readMultipart, readUrlencoded } from '../../src/http/form-fields.js';
import { HouseError } from '../../src/house-error.js';
import { UnreadableRequest } from '../../src/http/unreadable-request.js';

const bytes = (text: string) => Buffer.from(text, 'utf8');
const multipart = (...parts: Array<[string, string]>) =>
  `${parts.map(([head, value]) => `--XX\r\nContent-Disposition: form-data; ${head}\r\n\r\n${value}\r\n`).join('')}--XX--\r\n`;

describe('A form', () => {
  it('gives back whatever names and values were encoded', () => {
    const texts = fc.string({ unit: 'grapheme' });
    const fields = fc.uniqueArray(fc.tuple(texts, texts), { selector: ([name]) => name, maxLength: 20 });
    fc.assert(
      fc.property(fields, (pairs) => {
        const read = readUrlencoded(bytes(new URLSearchParams(pairs).toString()));
        expect(Object.entries(read).sort()).toEqual(Object.entries(Object.fromEntries(pairs)).sort());
      }),
    );
  });

  it.each(['__proto__', 'constructor', 'toString', 'a[b]', 'email[]'])('takes %s for a name like any other', (name) => {
    const read = readUrlencoded(bytes(`${encodeURIComponent(name)}=x&email=y`));
    expect(Object.keys(read).sort()).toEqual([name, 'email'].sort());
    expect(({} as Record<string, unknown>).x).toBeUndefined();
  });

  it('names the field that was sent twice', () => {
    const read = () => readUrlencoded(bytes('email=a&zone=b&email=c'));
    expect(read).toThrow(HouseError);
    expect(read).toThrow(expect.objectContaining({ code: 'invalid', fields: { email: 'Send this field once.' } }));
  });

  it.each([
    ['a broken percent sign', bytes('email=%zz')],
    ['half a character, percent-encoded', bytes('first_name=%C3')],
    ['half a character, raw', Buffer.from([0x61, 0x3d, 0xc3, 0x28])],
    ['an overlong encoding', bytes('a=%C0%80')],
    ['a surrogate', bytes('a=%ED%A0%80')],
  ])('%s is refused and UTF-8 is named', (_what, body) => {
    expect(() => readUrlencoded(body)).toThrow(UnreadableRequest);
    expect(() => readUrlencoded(body)).toThrow(/UTF-8/);
  });

  it('holds a hundred fields at most', () => {
    const many = Array.from({ length: 101 }, (_, index) => `f${index}=1`).join('&');
    expect(() => readUrlencoded(bytes(many))).toThrow(/100 fields/);
  });
});

describe('A JSON body', () => {
  it.each(['[1]', '"text"', '3', 'null', 'true'])('%s is refused: an object is expected', (text) => {
    expect(() => readJson(bytes(text))).toThrow(/JSON object/);
  });

  it.each(['{', '{"a":}', '', "{'a': 1}"])('%s is not valid JSON', (text) => {
    expect(() => readJson(bytes(text))).toThrow(/not valid JSON/);
  });

  it('cannot reach a prototype', () => {
    const read = readJson(bytes('{"__proto__": {"admin": true}, "email": "a"}'));
    expect(read.admin).toBeUndefined();
    expect(read.email).toBe('a');
    expect(({} as Record<string, unknown>).admin).toBeUndefined();
  });
});

describe('A multipart form', () => {
  it('gives its text fields, lines and all', () => {
    const body = multipart(['name="List-Unsubscribe"', 'One-Click'], ['name="note"', 'one\r\ntwo']);
    expect({ ...readMultipart(bytes(body), 'multipart/form-data; boundary=XX') }).toEqual({
      'List-Unsubscribe': 'One-Click',
      note: 'one\r\ntwo',
    });
  });

  it('takes no files', () => {
    const body = multipart(['name="email"; filename="a.txt"', 'x']);
    expect(() => readMultipart(bytes(body), 'multipart/form-data; boundary="XX"')).toThrow(
      expect.objectContaining({ code: 'unsupported-type' }),
    );
  });

  it.each([
    ['names no boundary', multipart(['name="a"', 'b']), 'multipart/form-data'],
    [
      'was cut short',
      '--XX\r\nContent-Disposition: form-data; name="a"\r\n\r\nhal',
      'multipart/form-data; boundary=XX',
    ],
    ['has a part without a name', multipart(['x=1', 'b']), 'multipart/form-data; boundary=XX'],
  ])('is refused when it %s', (_what, body, type) => {
    expect(() => readMultipart(bytes(body), type)).toThrow(UnreadableRequest);
  });

  it('never throws anything but its own refusals', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        try {
          readMultipart(bytes(`--XX${text}`), 'multipart/form-data; boundary=XX');
        } catch (error) {
          expect(error instanceof UnreadableRequest || error instanceof HouseError).toBe(true);
        }
      }),
    );
  });
});
