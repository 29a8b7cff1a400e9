import { expect, test } from '@jest/globals';
import { mergeText, readMergeText } from '../../src/rendering/merge-text.js';

test.each([
  ['Hello {{ first_name | runner }}!', 'Hello <first_name|runner>!'],
  ['{{first_name|you}}', '<first_name|you>'],
  ['{{ first_name | my friend }}, {{ first_name | you }}', '<first_name|my friend>, <first_name|you>'],
  ['a { b } c }} d', 'a { b } c }} d'],
  ['', ''],
])('%j is read as %j without a fault', (source, shown) => {
  const { parts, faults } = readMergeText(source);
  expect(faults).toEqual([]);
  expect(mergeText(parts, (field, fallback) => `<${field}|${fallback}>`)).toBe(shown);
});

test.each([
  ['{{ last_name | x }}', 'unknown merge field "last_name"; expected first_name'],
  ['{{ first_name }}', 'cannot read the merge field {{ first_name }}'],
  ['{{ first_name | }}', 'cannot read the merge field {{ first_name | }}'],
  ['{{ first_name | a | b }}', 'cannot read the merge field'],
  ['hello {{ first_name | x', 'cannot read the merge field {{ first_name | x'],
])('%j is a fault: %s', (source, message) => {
  expect(readMergeText(source).faults).toEqual([expect.stringContaining(message)]);
});
