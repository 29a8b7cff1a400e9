import { expect, it } from '@jest/globals';
import { backOffMinutes } from '../../src/schedule/back-off.js';

it('a deferred letter is tried again after 5, 10, 20, 40, 80 minutes, then every 160', () => {
  expect([1, 2, 3, 4, 5, 6, 7, 40].map(backOffMinutes)).toEqual([5, 10, 20, 40, 80, 160, 160, 160]);
});
