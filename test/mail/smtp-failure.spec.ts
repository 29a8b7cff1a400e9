import { describe, expect, it } from '@jest/globals';
import { answerTo, lostLetter, openingFailure, type Opening, type SmtpError } from '../../src/mail/smtp-failure.js';
import { readReply } from '../../src/mail/smtp-reply.js';

function error(fields: { code?: string; command?: string; response?: string }): SmtpError {
  return Object.assign(new Error('it broke'), fields);
}

const opening: Opening = { connected: true, lastReply: false, upgrading: false, loggingIn: false };

describe('where an opening failed', () => {
  it.each<[string, Parameters<typeof error>[0], Partial<Opening>, string, number | null, string]>([
    ['refused by the machine', { code: 'ESOCKET', command: 'CONN' }, { connected: false }, 'connect', null, 'cut'],
    ['nobody there', { code: 'ETIMEDOUT', command: 'CONN' }, { connected: false }, 'connect', null, 'time-out'],
    ['no greeting', { code: 'ETIMEDOUT', command: 'CONN' }, {}, 'greeting', null, 'time-out'],
    ['gone before the greeting', { code: 'ECONNECTION', command: 'CONN' }, {}, 'greeting', null, 'cut'],
    ['an unfriendly greeting', { code: 'EPROTOCOL', command: 'CONN', response: '554 no' }, { lastReply: '554 no' }, 'greeting', 554, 'answer'],
    ['gone before EHLO was answered', { code: 'ECONNECTION', command: 'CONN' }, { lastReply: '220 hi' }, 'ehlo', null, 'cut'],
    ['EHLO answered with 421', { code: 'ECONNECTION', command: 'EHLO', response: '421 bye' }, { lastReply: '421 bye' }, 'ehlo', 421, 'answer'],
    ['STARTTLS refused', { code: 'ETLS', command: 'STARTTLS', response: '454 no' }, { lastReply: '454 no' }, 'starttls', 454, 'answer'],
    ['gone in the TLS handshake', { code: 'ETLS', command: 'CONN' }, { lastReply: '220 go' }, 'starttls', null, 'cut'],
    ['silent after STARTTLS', { code: 'ETIMEDOUT', command: 'CONN' }, { lastReply: '250-STARTTLS' }, 'starttls', null, 'time-out'],
    ['wrong password', { code: 'EAUTH', command: 'AUTH PLAIN', response: '535 5.7.8 no' }, { loggingIn: true }, 'auth', 535, 'answer'],
    ['gone in the login', { code: 'ECONNECTION', command: 'CONN' }, { loggingIn: true }, 'auth', null, 'cut'],
  ])('%s', (_, fields, at, stage, code, cause) => {
    expect(openingFailure(error(fields), { ...opening, ...at })).toMatchObject({ stage, code, cause });
  }); // prettier-ignore
});

describe('what becomes of a letter whose connection is lost', () => {
  const lost = { timedOut: false, message: 'read ECONNRESET' };

  it('is told with the reason, as cut or as too late', () => {
    expect(lostLetter('data', lost, '')).toMatchObject({ code: null, cause: 'cut', text: expect.stringContaining('ECONNRESET') });
    expect(lostLetter('after-dot', { ...lost, timedOut: true }, '')).toMatchObject({ code: null, cause: 'time-out' });
  }); // prettier-ignore

  it.each([
    ['421 4.3.2 Shutting', 421, 'answer'],
    ['250 OK', null, 'cut'],
    ['550 Us', null, 'cut'],
    ['25', null, 'cut'],
  ])('believes of half a line only a good-bye: %j', (words, code, cause) => {
    expect(lostLetter('after-dot', lost, words)).toMatchObject({ stage: 'after-dot', code, cause });
  });

  it('takes an answer without a code for none', () => {
    expect(answerTo('after-dot', readReply('what?'))).toMatchObject({ code: null, cause: 'cut' });
    expect(answerTo('rcpt', readReply('550 5.1.1 No'))).toMatchObject({
      code: 550,
      enhanced: '5.1.1',
      cause: 'answer',
    });
  });
});
