import { expect, test } from '@jest/globals';
import { changedFields, mergeWords, type Words } from '../../admin/lesson/merge-words.js';

const base: Words = { subject: 'Clam', preheader: '', minutes: 5, waitDays: 1, body: 'Lie down.' };

test('what only one of two people changed is taken from that one', () => {
  const { merged, clashes } = mergeWords(
    base,
    { ...base, body: 'Sit.' },
    { ...base, subject: 'The clam', minutes: null },
  );
  expect(merged).toEqual({ ...base, body: 'Sit.', subject: 'The clam', minutes: null });
  expect(clashes).toEqual([]);
});

test('what both changed is named, and your own words stay', () => {
  const { merged, clashes } = mergeWords(base, { ...base, body: 'Sit.' }, { ...base, body: 'Stand.', waitDays: 2 });
  expect(merged).toEqual({ ...base, body: 'Sit.', waitDays: 2 });
  expect(clashes).toEqual(['body']);
});

test('the same change by both is no clash', () => {
  expect(mergeWords(base, { ...base, body: 'Sit.' }, { ...base, body: 'Sit.' }).clashes).toEqual([]);
});

test('changed fields are told, in the order of the screen', () => {
  expect(changedFields(base, { ...base, body: '', subject: '' })).toEqual(['subject', 'body']);
  expect(changedFields(base, { ...base })).toEqual([]);
});

test('values of several fields are the same in whatever order these stand, and are taken and asked whole', () => {
  const issue = { subject: '', preheader: '', body: '', plan: { when: 'at', hours: [1, 2] } as object };
  const turned = { ...issue, plan: { hours: [1, 2], when: 'at' } };
  const [mine, theirs] = [
    { ...issue, plan: { when: 'now' } },
    { ...issue, plan: { when: 'at', hours: [1] } },
  ];
  expect(changedFields(issue, turned)).toEqual([]);
  expect(changedFields(issue, theirs)).toEqual(['plan']);
  expect(mergeWords(issue, turned, theirs)).toEqual({ merged: theirs, clashes: [] });
  expect(mergeWords(issue, mine, theirs)).toEqual({ merged: mine, clashes: ['plan'] });
});
