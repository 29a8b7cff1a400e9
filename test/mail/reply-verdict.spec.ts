import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { judge, type HandOver, type Judgement, type Stage, type Verdict } from '../../src/mail/reply-verdict.js';
import { plainText, readReply } from '../../src/mail/smtp-reply.js';

const stages: Stage[] = ['connect', 'greeting', 'ehlo', 'starttls', 'auth', 'mail-from', 'rcpt', 'data', 'after-dot'];

function answer(stage: Stage, reply: string): HandOver {
  return { stage, cause: 'answer', ...readReply(reply) };
}

function silence(stage: Stage, cause: 'cut' | 'time-out' | 'unsuited'): HandOver {
  return { stage, cause, code: null, enhanced: null, text: '' };
}

describe('the verdict over a letter', () => {
  it.each<[Stage, string, Verdict, Judgement['blame'], 'suppress' | '', Judgement['slow']]>([
    ['after-dot', '250 2.0.0 Ok: queued as 1234', 'accepted', null, '', null],
    ['after-dot', '250 OK', 'accepted', null, '', null],
    // Rule 21: nobody looked at the letter.
    ['greeting', '554 5.7.1 You are blocked', 'relay-trouble', 'relay', '', null],
    ['greeting', '421 4.7.0 Too many connections', 'relay-trouble', 'relay', '', null],
    ['greeting', '421 Too many connections', 'relay-trouble', 'relay', '', null],
    ['ehlo', '550 Bad name', 'relay-trouble', 'relay', '', null],
    ['starttls', '454 4.7.0 TLS not available', 'relay-trouble', 'relay', '', null],
    ['auth', '535 5.7.8 Authentication failed', 'relay-trouble', 'relay', '', null],
    ['mail-from', '450 4.7.1 Slow down', 'relay-trouble', 'relay', '', null],
    ['mail-from', '451 4.4.5 Congested', 'relay-trouble', 'relay', '', null],
    ['mail-from', '550 5.1.8 Sender refused', 'relay-trouble', 'relay', '', null],
    ['mail-from', '530 5.7.0 Must issue STARTTLS first', 'relay-trouble', 'relay', '', null],
    ['rcpt', '530 5.7.0 Authentication required', 'relay-trouble', 'relay', '', null],
    ['rcpt', '530 5.1.1 Log in', 'relay-trouble', 'relay', '', null],
    ['after-dot', '535 5.7.8 Log in', 'relay-trouble', 'relay', '', null],
    // The server goes away, or lost the thread: not the letter's fault.
    ['rcpt', '421 4.3.2 Shutting down', 'again', 'relay', '', 'relay'],
    ['data', '421 4.4.2 Timeout', 'again', 'relay', '', 'relay'],
    ['after-dot', '421 4.3.0 Going down', 'again', 'relay', '', 'relay'],
    ['after-dot', '421 Service not available', 'again', 'relay', '', 'relay'],
    ['rcpt', '421 Too many messages', 'again', 'relay', '', 'provider'],
    ['rcpt', '503 5.5.1 Nested MAIL command', 'again', 'relay', '', null],
    ['rcpt', '354 What?', 'again', 'relay', '', null],
    // Not now: the mailbox.
    ['rcpt', '450 4.2.0 Greylisted', 'again', 'letter', '', null],
    ['rcpt', '450 4.1.1 Unverified address', 'again', 'letter', '', null],
    ['rcpt', '452 4.2.2 Mailbox full', 'again', 'letter', '', null],
    ['after-dot', '452 4.2.2 Mailbox full', 'again', 'letter', '', null],
    ['rcpt', '450 Mailbox busy', 'again', 'letter', '', null],
    ['rcpt', '451 Local error in processing', 'again', 'letter', '', null],
    ['rcpt', '452 Insufficient system storage', 'again', 'letter', '', null],
    // Not now: the server, or the way from it to the next one.
    ['data', '451 4.3.0 Try later', 'again', 'letter', '', 'relay'],
    ['after-dot', '452 4.3.1 Disk full', 'again', 'letter', '', 'relay'],
    ['rcpt', '451 4.4.1 No answer from host', 'again', 'letter', '', 'relay'],
    ['after-dot', '451 4.4.2 Bad connection', 'again', 'letter', '', 'relay'],
    // Not so fast: the recipient's provider, which the relay passes on.
    ['rcpt', '450 4.7.1 Too much mail from you', 'again', 'letter', '', 'provider'],
    ['after-dot', '451 4.7.1 Try later', 'again', 'letter', '', 'provider'],
    ['after-dot', '450 4.7.28 Our system has detected an unusual rate of mail', 'again', 'letter', '', 'provider'],
    ['data', '451 4.7.650 The mail server has been temporarily rate limited', 'again', 'letter', '', 'provider'],
    ['after-dot', '421 4.7.28 Our system has detected an unusual rate of mail', 'again', 'relay', '', 'provider'],
    ['rcpt', '452 Too many messages, slow down', 'again', 'letter', '', 'provider'],
    ['rcpt', '451 Rate limited', 'again', 'letter', '', 'provider'],
    // Our own domain is not proved: not this letter's fault, and nobody is lost while the DNS is mended.
    [
      'after-dot',
      '550 5.7.515 Access denied, sending domain does not meet the required authentication level',
      'again',
      'letter',
      '',
      'provider',
    ],
    [
      'after-dot',
      '550 5.7.26 Unauthenticated mail is not accepted due to its DMARC policy',
      'again',
      'letter',
      '',
      'provider',
    ],
    ['rcpt', '550 5.7.25 Reverse DNS validation failed', 'again', 'letter', '', 'provider'],
    ['rcpt', '550 5.7.23 SPF validation failed', 'again', 'letter', '', 'provider'],
    // No for good, and nobody is there.
    ['rcpt', '550 5.1.1 User unknown', 'refused', 'letter', 'suppress', null],
    ['rcpt', '550 5.1.2 No such domain', 'refused', 'letter', 'suppress', null],
    ['rcpt', '553 5.1.3 Bad syntax', 'refused', 'letter', 'suppress', null],
    ['rcpt', '551 5.1.6 Moved', 'refused', 'letter', 'suppress', null],
    ['rcpt', '556 5.1.10 Null MX', 'refused', 'letter', 'suppress', null],
    ['rcpt', '550 No such user here', 'refused', 'letter', 'suppress', null],
    ['rcpt', '550 Unrouteable address', 'refused', 'letter', 'suppress', null],
    ['rcpt', "550 The mailbox doesn't exist", 'refused', 'letter', 'suppress', null],
    // No for good, but the mailbox may be there: policy, full, disabled, no route.
    ['rcpt', '550 Access denied', 'refused', 'letter', '', null],
    ['rcpt', '550 5.7.1 No such user (policy)', 'refused', 'letter', '', null],
    ['rcpt', '554 5.7.105 Listed', 'refused', 'letter', '', null],
    ['rcpt', '552 5.2.2 Mailbox full', 'refused', 'letter', '', null],
    ['rcpt', '552 Mailbox full', 'refused', 'letter', '', null],
    ['rcpt', '550 5.2.1 Mailbox disabled', 'refused', 'letter', '', null],
    ['rcpt', '550 5.4.1 Recipient address rejected: Access denied', 'refused', 'letter', '', null],
    ['rcpt', '554 No such user here', 'refused', 'letter', '', null],
    ['rcpt', '553 Sorry', 'refused', 'letter', '', null],
    ['data', '554 5.5.1 No valid recipients', 'refused', 'letter', '', null],
    ['after-dot', '550 5.1.1 User unknown', 'refused', 'letter', '', null],
    ['after-dot', '552 5.3.4 Too big', 'refused', 'letter', '', null],
    ['after-dot', '554 5.7.1 Spam', 'refused', 'letter', '', null],
    ['after-dot', '554 Transaction failed', 'refused', 'letter', '', null],
    // An answer that is none.
    ['after-dot', '354 Go on', 'in-doubt', 'relay', '', null],
  ])('at %s, "%s" means %s', (stage, reply, verdict, blame, suppress, slow) => {
    expect(judge(answer(stage, reply))).toEqual({ verdict, blame, hardBounce: suppress === 'suppress', slow });
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
      expect(judge(silence(stage, cause))).toEqual({ verdict, blame: 'relay', hardBounce: false, slow: null });
    }
  });

  it('refuses a letter that this server cannot take, but not for our own address', () => {
    expect(judge(silence('rcpt', 'unsuited'))).toMatchObject({
      verdict: 'refused',
      blame: 'letter',
      hardBounce: false,
    });
    expect(judge(silence('mail-from', 'unsuited')).verdict).toBe('relay-trouble');
  });

  it('never refuses, accepts, suppresses or slows down without an answer that says so, whatever comes', () => {
    const code = fc.oneof(fc.constant(null), fc.integer({ min: 200, max: 599 }));
    const enhanced = fc.constantFrom(null, '5.1.1', '4.2.2', '5.7.1', '2.0.0', '4.7.28', '5.7.515', '4.3.2');
    fc.assert(
      fc.property(
        fc.constantFrom(...stages),
        code,
        enhanced,
        fc.constantFrom('cut', 'time-out'),
        (stage, code, enhanced, lost) => {
          const cause = code === null ? (lost as 'cut' | 'time-out') : 'answer';
          const { verdict, blame, hardBounce, slow } = judge({ stage, code, enhanced, text: 'user unknown', cause });
          if (verdict === 'accepted') expect([stage, Math.floor(code! / 100)]).toEqual(['after-dot', 2]);
          if (verdict === 'refused') expect([code! >= 500, blame]).toEqual([true, 'letter']);
          if (verdict === 'in-doubt') expect(stage).toBe('after-dot');
          if (hardBounce) expect([verdict, stage]).toEqual(['refused', 'rcpt']);
          if (code === null) expect([blame, slow]).toEqual(['relay', null]);
          if (slow !== null) expect(verdict).toBe('again');
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
