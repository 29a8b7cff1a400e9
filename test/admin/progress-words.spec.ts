import { expect, test } from '@jest/globals';
import { etaWords, leftWords, stopWords } from '../../admin/broadcasts/progress-words.js';

test.each([
  [0, 'less than a minute'],
  [59, 'less than a minute'],
  [60, 'about 1 minute'],
  [80 * 60, 'about 80 minutes'],
  [90 * 60, 'about 2 hours'],
  [24 * 3600, 'about 24 hours'],
  [48 * 3600, 'about 2 days'],
])('%i seconds are %s', (seconds, words) => {
  expect(leftWords(seconds)).toBe(words);
});

test.each([
  [{ perMinute: 1234.4, secondsLeft: 600, open: 5 }, '1,234 a minute, about 10 minutes left.'],
  [{ perMinute: 0.2, secondsLeft: null, open: 5 }, '1 a minute.'],
  [{ perMinute: null, secondsLeft: 7200, open: 5 }, 'about 2 hours left.'],
  [{ perMinute: null, secondsLeft: null, open: 5 }, ''],
  [{ perMinute: 100, secondsLeft: 0, open: 0 }, ''],
])('how fast, and how long: %j', (figures, words) => {
  expect(etaWords(figures)).toBe(words);
});

test.each([
  [{ planning: false, open: 1, accepted: 0 }, /^1 person who has not got it yet never will\. It cannot/],
  [{ planning: false, open: 1200, accepted: 1 }, /^1,200 people who have .* 1 person who got it keeps it\./],
  [
    { planning: true, open: 3, accepted: 2 },
    /3 people, and those who are still being gathered\. 2 people who got it keep/,
  ],
])('stopping says whom it leaves without: %j', (figures, words) => {
  expect(stopWords(figures)).toMatch(words);
});
