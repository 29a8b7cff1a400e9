import { expect, it } from '@jest/globals';
import { isLoopback } from '../../src/config/loopback.js';

it.each([
  ['localhost', true],
  ['LOCALHOST', true],
  ['letters.localhost', true],
  ['127.0.0.1', true],
  ['127.8.9.10', true],
  ['::1', true],
  ['[::1]', true],
  ['::ffff:127.0.0.1', true],
  ['localhost.example.com', false],
  ['notlocalhost', false],
  ['someone@evil.localhost', false],
  ['127.0.0.1.example.com', false],
  ['127.1', false],
  ['128.0.0.1', false],
  ['::2', false],
  ['', false],
])('%s is this machine: %s', (host, here) => expect(isLoopback(host)).toBe(here));
