import { describe, expect, it } from '@jest/globals';
import {
  letterFailure,
  openingFailure,
  type Opening,
  type Saying,
  type SmtpError,
} from '../../src/mail/smtp-failure.js';

function error(fields: { code?: string; command?: string; response?: string }): SmtpError {
  return Object.assign(new Error('it broke'), fields);
}

const opening: Opening = { connected: true, lastReply: false, upgrading: false, loggingIn: false };
const saying: Saying = { answered: false, dataBegan: false, dotGiven: false };

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

describe('where a letter failed', () => {
  it.each<[string, Parameters<typeof error>[0], Partial<Saying>, string, number | null, string]>([
    ['MAIL FROM refused', { code: 'EENVELOPE', command: 'MAIL FROM', response: '550 no' }, { answered: true }, 'mail-from', 550, 'answer'],
    ['RCPT refused', { code: 'EENVELOPE', command: 'RCPT TO', response: '550 no' }, { answered: true }, 'rcpt', 550, 'answer'],
    ['DATA refused', { code: 'EENVELOPE', command: 'DATA', response: '554 no' }, { answered: true }, 'data', 554, 'answer'],
    ['421 in the envelope', { code: 'ECONNECTION', command: 'CONN', response: '421 bye' }, { answered: true }, 'rcpt', 421, 'answer'],
    ['gone before any answer', { code: 'ECONNECTION', command: 'CONN' }, {}, 'mail-from', null, 'cut'],
    ['gone in the envelope', { code: 'ECONNECTION', command: 'CONN' }, { answered: true }, 'rcpt', null, 'cut'],
    ['gone on half an answer', { code: 'ECONNECTION', command: 'CONN', response: '550 Us' }, { answered: true }, 'rcpt', null, 'cut'],
    ['gone in the message', { code: 'ESOCKET', command: 'CONN' }, { answered: true, dataBegan: true }, 'data', null, 'cut'],
    ['an answer in mid-message', { code: 'EMESSAGE', command: 'DATA', response: '552 big' }, { answered: true, dataBegan: true }, 'data', 552, 'answer'],
    ['gone after the dot', { code: 'ECONNECTION', command: 'CONN' }, { answered: true, dataBegan: true, dotGiven: true }, 'after-dot', null, 'cut'],
    ['silent after the dot', { code: 'ETIMEDOUT', command: 'CONN' }, { answered: true, dataBegan: true, dotGiven: true }, 'after-dot', null, 'time-out'],
    ['refused after the dot', { code: 'EMESSAGE', command: 'DATA', response: '554 5.7.1 spam' }, { answered: true, dataBegan: true, dotGiven: true }, 'after-dot', 554, 'answer'],
    ['nonsense after the dot', { code: 'EMESSAGE', command: 'DATA', response: 'what?' }, { answered: true, dataBegan: true, dotGiven: true }, 'after-dot', null, 'cut'],
    ['an address unfit for SMTP', { code: 'EENVELOPE', command: 'API' }, {}, 'rcpt', null, 'unsuited'],
  ])('%s', (_, fields, at, stage, code, cause) => {
    expect(letterFailure(error(fields), { ...saying, ...at })).toMatchObject({ stage, code, cause });
  }); // prettier-ignore
});
