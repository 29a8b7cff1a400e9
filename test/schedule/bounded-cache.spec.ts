import { expect, it } from '@jest/globals';
import { BoundedCache } from '../../src/schedule/bounded-cache.js';

it('a cache asks once for what is in use, and forgets what nobody asked for in two generations', () => {
  const cache = new BoundedCache<string, string>(2);
  const made: string[] = [];
  const get = (key: string) => cache.get(key, () => (made.push(key), key.toUpperCase()));
  expect([get('a'), get('a'), get('b'), get('c'), get('a'), get('d'), get('a')]).toEqual([
    'A',
    'A',
    'B',
    'C',
    'A',
    'D',
    'A',
  ]);
  expect(made).toEqual(['a', 'b', 'c', 'd']);
  get('b');
  expect(made).toEqual(['a', 'b', 'c', 'd', 'b']);
});

it('a cache keeps nothing of a question that threw', () => {
  const cache = new BoundedCache<string, number>(2);
  expect(() =>
    cache.get('a', () => {
      throw new RangeError('no');
    }),
  ).toThrow(RangeError);
  expect(cache.get('a', () => 1)).toBe(1);
});
