import { describe, expect, it } from '@jest/globals';
import { providerOf } from '../../src/mail/provider.js';

describe('the provider of an address', () => {
  it.each([
    ['ada@gmail.com', 'google'],
    ['ada@googlemail.com', 'google'],
    ['ada@Outlook.COM', 'microsoft'],
    ['ada@hotmail.co.uk', 'microsoft'],
    ['ada@live.fr', 'microsoft'],
    ['ada@yahoo.com.br', 'yahoo'],
    ['ada@aol.com', 'yahoo'],
    ['ada@me.com', 'apple'],
    ['ada@gmx.net', 'gmx'],
    ['ada@web.de', 'gmx'],
    ['ada@example.com', 'example.com'],
    ['"a@b"@example.org', 'example.org'],
    ['ada@gmail.com.example', 'gmail.com.example'],
    ['ada@live.example.com', 'live.example.com'],
  ])('of %s is %s', (email, provider) => {
    expect(providerOf(email)).toBe(provider);
  });
});
