import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { judge, type HandOver, type Stage } from '../../src/mail/reply-verdict.js';
import { plainText, readReply } from '../../src/mail/smtp-reply.js';

const stages: Stage[] = ['connect', 'greeting', 'ehlo', 'starttls', 'auth', 'mail-from', 'rcpt', 'data', 'after-dot'];

function answer(stage: Stage, reply: string): HandOver {
  return { stage, cause: 'answer', ...readReply(reply) };
}

function silence(stage: Stage, cause: 'cut' | 'time-out' | 'unsuited'): HandOver {
  return { stage, cause, code: null, enhanced: null, text: '' };
}

describe('the verdict over a letter', () => {
  it.each<[Stage, string, string, string | null, boolean]>([
    ['after-dot', '250 2.0.0 Ok: queued as 1234', 'accepted', null, false],
    // Rule 21: nobody looked at the letter.
    ['greeting', '554 5.7.1 You are blocked', 'relay-trouble', 'relay', false],
    ['greeting', '421 4.7.0 Too many connections', 'relay-trouble', 'relay', false],
    ['ehlo', '550 Bad name', 'relay-trouble', 'relay', false],
    ['starttls', '454 4.7.0 TLS not available', 'relay-trouble', 'relay', false],
    ['auth', '535 5.7.8 Authentication failed', 'relay-trouble', 'relay', false],
    ['mail-from', '450 4.7.1 Slow down', 'relay-trouble', 'relay', false],
    ['mail-from', '550 5.1.8 Sender refused', 'relay-trouble', 'relay', false],
    ['mail-from', '530 5.7.0 Must issue STARTTLS first', 'relay-trouble', 'relay', false],
    ['rcpt', '530 5.7.0 Authentication required', 'relay-trouble', 'relay', false],
    ['after-dot', '535 5.7.8 Log in', 'relay-trouble', 'relay', false],
    // The server goes away, or lost the thread: not the letter's fault.
    ['rcpt', '421 4.3.2 Shutting down', 'again', 'relay', false],
    ['data', '421 4.4.2 Timeout', 'again', 'relay', false],
    ['after-dot', '421 4.3.0 Going down', 'again', 'relay', false],
    ['rcpt', '503 5.5.1 Nested MAIL command', 'again', 'relay', false],
    ['rcpt', '354 What?', 'again', 'relay', false],
    // Not now.
    ['rcpt', '450 4.2.0 Greylisted', 'again', 'letter', false],
    ['rcpt', '450 4.1.1 Unverified address', 'again', 'letter', false],
    ['rcpt', '452 4.2.2 Mailbox full', 'again', 'letter', false],
    ['data', '451 4.3.0 Try later', 'again', 'letter', false],
    ['after-dot', '451 4.7.1 Try later', 'again', 'letter', false],
    ['after-dot', '452 4.3.1 Disk full', 'again', 'letter', false],
    // No for good.
    ['rcpt', '550 5.1.1 User unknown', 'refused', 'letter', true],
    ['rcpt', '550 5.1.2 No such domain', 'refused', 'letter', true],
    ['rcpt', '553 5.1.3 Bad syntax', 'refused', 'letter', true],
    ['rcpt', '551 5.1.6 Moved', 'refused', 'letter', true],
    ['rcpt', '556 5.1.10 Null MX', 'refused', 'letter', true],
    ['rcpt', '550 No such user here', 'refused', 'letter', true],
    ['rcpt', '550 Unrouteable address', 'refused', 'letter', true],
    ['rcpt', "550 The mailbox doesn't exist", 'refused', 'letter', true],
    ['rcpt', '550 Access denied', 'refused', 'letter', false],
    ['rcpt', '550 5.7.1 No such user (policy)', 'refused', 'letter', false],
    ['rcpt', '552 5.2.2 Mailbox full', 'refused', 'letter', false],
    ['rcpt', '550 5.2.1 Mailbox disabled', 'refused', 'letter', false],
    ['rcpt', '554 No such user here', 'refused', 'letter', false],
    ['data', '554 5.5.1 No valid recipients', 'refused', 'letter', false],
    ['after-dot', '550 5.1.1 User unknown', 'refused', 'letter', false],
    ['after-dot', '552 5.3.4 Too big', 'refused', 'letter', false],
    ['after-dot', '554 5.7.1 Spam', 'refused', 'letter', false],
    // An answer that is none.
    ['after-dot', '354 Go on', 'in-doubt', 'relay', false],
  ])('at %s, "%s" means %s', (stage, reply, verdict, blame, hardBounce) => {
    expect(judge(answer(stage, reply))).toEqual({ verdict, blame, hardBounce });
  });

  it.each<[Stage, string]>([
    ['connect', 'relay-trouble'],
    ['greeting', 'relay-trouble'],
    ['ehlo', 'relay-trouble'],
    ['starttls', 'relay-trouble'],
    ['auth', 'relay-trouble'],
    ['mail-from', 'again'],
    ['rcpt', 'again'],
    ['data', 'again'],
    ['after-dot', 'in-doubt'],
  ])('a cut or a time-out at %s means %s, and the connection is to blame', (stage, verdict) => {
    for (const cause of ['cut', 'time-out'] as const) {
      expect(judge(silence(stage, cause))).toEqual({ verdict, blame: 'relay', hardBounce: false });
    }
  });

  it('refuses a letter that this server cannot take, but not for our own address', () => {
    expect(judge(silence('rcpt', 'unsuited'))).toEqual({ verdict: 'refused', blame: 'letter', hardBounce: false });
    expect(judge(silence('mail-from', 'unsuited')).verdict).toBe('relay-trouble');
  });

  it('never refuses, accepts or suppresses without an answer that says so, whatever comes', () => {
    const code = fc.oneof(fc.constant(null), fc.integer({ min: 200, max: 599 }));
    const enhanced = fc.constantFrom(null, '5.1.1', '4.2.2', '5.7.1', '2.0.0');
    fc.assert(
      fc.property(
        fc.constantFrom(...stages),
        code,
        enhanced,
        fc.constantFrom('cut', 'time-out'),
        (stage, code, enhanced, lost) => {
          const cause = code === null ? (lost as 'cut' | 'time-out') : 'answer';
          const { verdict, blame, hardBounce } = judge({ stage, code, enhanced, text: 'user unknown', cause });
          if (verdict === 'accepted') expect([stage, Math.floor(code! / 100)]).toEqual(['after-dot', 2]);
          if (verdict === 'refused') expect([code! >= 500, blame]).toEqual([true, 'letter']);
          if (verdict === 'in-doubt') expect(stage).toBe('after-dot');
          if (hardBounce) expect([verdict, stage]).toEqual(['refused', 'rcpt']);
          if (code === null) expect(blame).toBe('relay');
          if (verdict === 'relay-trouble') expect(blame).toBe('relay');
          expect(blame === null).toBe(verdict === 'accepted');
        },
      ),
    );
  });
});

describe('reading a reply', () => {
  it.each([
    ['250 2.0.0 Ok: queued', 250, '2.0.0', 'Ok: queued'],
    ['250 OK', 250, null, 'OK'],
    ['550-5.1.1 The account\r\n550-5.1.1 does not\n550 5.1.1 exist', 550, '5.1.1', 'The account does not exist'],
    ['550 5.1.1', 550, '5.1.1', ''],
    ['421', 421, null, ''],
    ['450 4.7.1.9 odd', 450, null, '4.7.1.9 odd'],
    ['hello', null, null, 'hello'],
    ['', null, null, ''],
  ])('takes %j apart', (reply, code, enhanced, text) => {
    expect(readReply(reply)).toEqual({ code, enhanced, text });
  });

  it('keeps no address and no control character, and not more than 500 characters', () => {
    expect(readReply('550 5.1.1 <Maren@Example.com>: unknown\0').text).toBe('<…@…>: unknown');
    expect(plainText('maren+a.b@xn--mnchen-3ya.de, jörg@münchen.de.')).toBe('…@…, …@…');
    expect(plainText('x'.repeat(1_000_000))).toHaveLength(500);
    expect(plainText('x '.repeat(3_000) + '@')).toHaveLength(500);
  });
});
