import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { messageId } from '../../src/mail/message-id.js';

const key = Buffer.alloc(32, 7);

describe('a Message-ID', () => {
  it('is the same for a resend', () => {
    expect(messageId('4711', 'mail.example.com', key)).toBe(messageId('4711', 'mail.example.com', Buffer.alloc(32, 7)));
    expect(messageId('4711', 'mail.example.com', key)).toMatch(/^<3mv\.[0-9a-f]{20}@mail\.example\.com>$/);
  });

  it('is another one for every row and every house', () => {
    fc.assert(
      fc.property(
        fc.bigInt({ min: 0n, max: 2n ** 63n - 1n }),
        fc.bigInt({ min: 0n, max: 2n ** 63n - 1n }),
        (one, two) => {
          fc.pre(one !== two);
          expect(messageId(String(one), 'a.example', key)).not.toBe(messageId(String(two), 'a.example', key));
        },
      ),
    );
    expect(messageId('1', 'a.example', key)).not.toBe(messageId('1', 'a.example', Buffer.alloc(32, 8)));
  });

  it.each(['', '-1', '1.5', 'abc', '1>\r\nBcc: x'])('refuses the row %j', (id) => {
    expect(() => messageId(id, 'a.example', key)).toThrow(/number of a delivery/);
  });

  it.each(['', 'a.example:3000', 'a b', 'a>\r\nBcc: x', '-a', 'a.'])('refuses the host %j', (host) => {
    expect(() => messageId('1', host, key)).toThrow(/host name/);
  });
});
