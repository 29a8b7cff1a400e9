import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { createElement } from 'react';
import {
  compileLetter,
  cut,
  fillSegments,
  mergeFields,
  mergeValues,
  placeholder,
  tidyHtml,
  valueNames,
} from '../../src/rendering/letter-template.js';
import { fragment, textValue } from '../../src/rendering/letter-value.js';
import { anyName } from './hostile-names.js';

const sam = textValue('Sam');

describe('a template', () => {
  test('is cut at its placeholders and nowhere else', () => {
    expect(cut(`Day ${placeholder('day')} of ${placeholder('of')}`)).toEqual([
      'Day ',
      { value: 'day' },
      ' of ',
      { value: 'of' },
    ]);
    expect(cut(placeholder('a') + placeholder('b'))).toEqual([{ value: 'a' }, { value: 'b' }]);
    expect(cut('no places, {{ first_name | x }}, \uE000 alone \uE001')).toHaveLength(1);
  });

  test('keeps any name of a value through React', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'grapheme', minLength: 1 }), async (name) => {
        const { html } = await compileLetter({
          subject: 's',
          text: 't',
          element: createElement('p', { title: placeholder(name) }, placeholder(name)),
        });
        const spots = html.filter((segment) => typeof segment !== 'string');
        expect(spots).toEqual([{ value: name }, { value: name }]);
      }),
      { numRuns: 50 },
    );
  });

  test('says which value is missing, also for names every object has', () => {
    for (const name of ['manage_url', 'constructor', '__proto__', 'toString']) {
      expect(() => fillSegments(cut(`x ${placeholder(name)}`), {}, 'html')).toThrow(name);
    }
  });

  test('gives each side its own form of a value', () => {
    const segments = cut(`[${placeholder('strip')}]`);
    const values = { strip: fragment('<b>3</b>', '3'), unused: sam };
    expect(fillSegments(segments, values, 'html')).toBe('[<b>3</b>]');
    expect(fillSegments(segments, values, 'text')).toBe('[3]');
  });

  test('does not look for places inside the values it puts in', () => {
    const segments = cut(`${placeholder('a')}${placeholder('b')}`);
    fc.assert(
      fc.property(anyName, anyName, (a, b) => {
        const values = { a: textValue(a), b: textValue(b) };
        expect(fillSegments(segments, values, 'text')).toBe(values.a.text + values.b.text);
        expect(fillSegments(segments, values, 'html')).toBe(values.a.html + values.b.html);
      }),
    );
  });
});

describe('merge fields', () => {
  const template = {
    subject: cut(`Hello ${placeholder('first_name|runner')}`),
    html: cut(`${placeholder('first_name|friend of hills')} ${placeholder('manage_url')}`),
    text: cut(placeholder('first_name|runner')),
  };

  test('are found with their fallbacks, each once, apart from the other values', () => {
    expect(valueNames(template)).toEqual(['first_name|runner', 'first_name|friend of hills', 'manage_url']);
    expect(mergeFields(template)).toEqual([
      { name: 'first_name|runner', field: 'first_name', fallback: 'runner' },
      { name: 'first_name|friend of hills', field: 'first_name', fallback: 'friend of hills' },
    ]);
  });

  test.each([
    ['Sam', 'Sam'],
    [null, 'runner'],
    ['', 'runner'],
    [' \u202e\u0000 ', 'runner'],
    ['<b>', '&lt;b&gt;'],
  ])('of a reader called %j become %j', (name, html) => {
    expect(mergeValues(mergeFields(template), { first_name: name })['first_name|runner']?.html).toBe(html);
  });
});

test('tidying drops marker comments, keeps those for Outlook, and breaks lines after blocks', () => {
  expect(tidyHtml('<!--$--><p>a<!-- -->b</p><!--[if mso]><i>x</i><![endif]--><td>c</td>')).toBe(
    '<p>ab</p>\n<!--[if mso]><i>x</i><![endif]--><td>c</td>\n',
  );
});
