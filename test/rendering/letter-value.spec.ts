import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { renderToStaticMarkup } from 'react-dom/server';
import { createElement } from 'react';
import { textValue, urlValue } from '../../src/rendering/letter-value.js';
import { anyName } from './hostile-names.js';

describe('textValue', () => {
  test.each([
    ['Sam', 'Sam', 'Sam'],
    [`O'Brien & "co" <x>`, 'O&#x27;Brien &amp; &quot;co&quot; &lt;x&gt;', `O'Brien & "co" <x>`],
    ['Sam\r\nBcc: x', 'Sam Bcc: x', 'Sam Bcc: x'],
    ['  a\u0000\u0007b ', 'ab', 'ab'],
    ['evil\u202Egnp.exe', 'evilgnp.exe', 'evilgnp.exe'],
    ['a\u2028b\u0085c', 'a b c', 'a b c'],
    ['👩‍🚀', '👩‍🚀', '👩‍🚀'],
    ['\ud83d!', '\ufffd!', '\ufffd!'],
    ['{{ first_name | x }}', '{{ first_name | x }}', '{{ first_name | x }}'],
  ])('makes of %j the HTML %j and the text %j', (words, html, text) => {
    expect(textValue(words)).toEqual({ html, text });
  });

  test('never leaves anything that could end a text, an attribute or a line', () => {
    fc.assert(
      fc.property(anyName, (name) => {
        const { html, text } = textValue(name);
        expect(html).not.toMatch(/[<>"']/);
        expect(text).not.toMatch(/[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069\uE000\uE001\p{Surrogate}]/u);
        expect(textValue(text).text).toBe(text);
      }),
    );
  });

  test('escapes exactly as React does', () => {
    fc.assert(
      fc.property(anyName, (name) => {
        const { html, text } = textValue(name);
        expect(renderToStaticMarkup(createElement('p', { title: text }, text))).toBe(`<p title="${html}">${html}</p>`);
      }),
    );
  });
});

describe('urlValue', () => {
  test('escapes an address for attributes and leaves the text side as it is', () => {
    expect(urlValue('https://x.example/a?b=1&c=2')).toEqual({
      html: 'https://x.example/a?b=1&amp;c=2',
      text: 'https://x.example/a?b=1&c=2',
    });
  });

  test.each([
    'javascript:alert(1)',
    '/manage/x',
    'https://x.example/a b',
    'https://x.example/\r\nX: y',
    'https://x.example/é',
    '',
  ])('refuses %j', (url) => {
    expect(() => urlValue(url)).toThrow('Not an absolute');
  });
});
