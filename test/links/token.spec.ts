import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type LinkPurpose, readToken, signToken } from '../../src/links/token.js';

const secret = 'a secret that is long enough for tests';
const now = new Date('2026-03-02T07:00:00Z');
const purposes: LinkPurpose[] = ['confirm', 'manage', 'unsubscribe', 'lesson', 'download', 'forget', 'change-address'];
const ids = fc.array(fc.bigInt({ min: 1n, max: 9_223_372_036_854_775_807n }).map(String), {
  minLength: 1,
  maxLength: 2,
});

describe('a link token', () => {
  it('gives back the ids it was signed for', () => {
    fc.assert(
      fc.property(fc.constantFrom(...purposes), ids, (purpose, given) => {
        expect(readToken(secret, purpose, signToken(secret, purpose, given, 0), now)).toEqual({
          outcome: 'valid',
          ids: given,
        });
      }),
    );
  });

  it('opens nothing for another purpose, under another secret, or with any character changed', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...purposes),
        fc.constantFrom(...purposes),
        ids,
        fc.nat(),
        fc.nat(63),
        (purpose, other, given, place, letter) => {
          const token = signToken(secret, purpose, given, 0);
          if (other !== purpose) expect(readToken(secret, other, token, now).outcome).toBe('forged');
          expect(readToken(`${secret}!`, purpose, token, now).outcome).toBe('forged');
          const at = place % token.length;
          const character = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'[letter] ?? 'A';
          const changed = token.slice(0, at) + character + token.slice(at + 1);
          if (changed !== token) expect(readToken(secret, purpose, changed, now).outcome).toBe('forged');
        },
      ),
    );
  });

  it('expires at its second and not before', () => {
    const expires = now.getTime() / 1000;
    const token = signToken(secret, 'download', ['1'], expires);
    expect(readToken(secret, 'download', token, new Date(now.getTime() - 1)).outcome).toBe('valid');
    expect(readToken(secret, 'download', token, now).outcome).toBe('expired');
  });

  it('answers whatever a stranger types with one of three readings', () => {
    fc.assert(
      fc.property(fc.string(), (typed) => expect(readToken(secret, 'manage', typed, now).outcome).toBe('forged')),
    );
  });
});
