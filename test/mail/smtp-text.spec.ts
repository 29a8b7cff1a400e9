import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { readOffers, whyUnsuited } from '../../src/mail/smtp-offers.js';
import { ReplyReader } from '../../src/mail/smtp-reply.js';
import { dataBlock, envelopeCommands } from '../../src/mail/smtp-text.js';

const pieces = fc.array(fc.constantFrom('.', '..', '\r\n', '\n', '\r', 'a', 'From ', '\r\n.\r\n', 'ü'), {
  maxLength: 40,
});

describe('a message on the wire', () => {
  it('is given back whole by a server that takes the dots off, and holds no end before its end', () => {
    fc.assert(
      fc.property(pieces, (parts) => {
        const message = Buffer.from(parts.join(''), 'utf8');
        const block = Buffer.concat(dataBlock(message, 'QUIT\r\n')).toString('latin1');
        const end = block.lastIndexOf('.\r\nQUIT\r\n');
        const body = block.slice(0, end);
        expect(`\r\n${body}`).not.toMatch(/[\r\n]\.[\r\n]/);
        const unstuffed = body.replace(/(^|[\r\n])\./g, '$1');
        const whole = message.toString('latin1');
        expect(unstuffed === whole || unstuffed === `${whole}\r\n`).toBe(true);
        expect(body === '' || body.endsWith('\r\n')).toBe(true);
      }),
    );
  });

  it('asks for SMTPUTF8 only where it is needed', () => {
    const letter = (to: string, text = 'Subject: x\r\n\r\n') => ({
      envelope: { from: '', to },
      message: Buffer.from(text),
    });
    expect(envelopeCommands(letter('a@b.example'))).toEqual({
      mail: 'MAIL FROM:<>\r\n',
      rcpt: 'RCPT TO:<a@b.example>\r\n',
      data: 'DATA\r\n',
    });
    expect(envelopeCommands(letter('jörg@b.example')).mail).toBe('MAIL FROM:<> BODY=8BITMIME SMTPUTF8\r\n');
    expect(envelopeCommands(letter('a@b.example', 'Subject: ü\r\n\r\n')).mail).toContain('SMTPUTF8');
  });
});

describe('what a server offers', () => {
  it.each<[string, Partial<ReturnType<typeof readOffers>>]>([
    ['250-here\r\n250-PIPELINING\r\n250 SIZE 1000', { pipelining: true, smtpUtf8: false, size: 1000 }],
    ['250-here\n250-SMTPUTF8\n250-8BITMIME\n250 SIZE', { pipelining: false, smtpUtf8: true, size: null }],
    ['250-here\n250 SMTPUTF8', { smtpUtf8: false }],
    ['250-here\n250 SIZE 0', { size: null }],
    ['250 PIPELININGS', { pipelining: false }],
    ['', { pipelining: false, smtpUtf8: false, size: null }],
  ])('%j', (ehlo, offers) => {
    expect(readOffers(ehlo)).toMatchObject(offers);
  });

  it('decides before anything is said what cannot be said', () => {
    const plain = readOffers('250 here');
    const message = Buffer.from('Subject: x\r\n\r\n');
    const why = (from: string, to: string, bytes = message) =>
      whyUnsuited({ envelope: { from, to }, message: bytes }, plain);
    expect(why('a@b.example', 'c@d.example')).toBeNull();
    expect(why('a@b.example', 'ü@d.example')?.stage).toBe('rcpt');
    expect(why('ü@b.example', 'c@d.example')?.stage).toBe('mail-from');
    expect(why('a@b.example', 'c@d.example>\r\nDATA')?.stage).toBe('rcpt');
    expect(why('a@b.example', 'c@d.example', Buffer.from('Subject: ü\r\n\r\n'))?.cause).toBe('unsuited');
  });
});

describe('replies', () => {
  it('are the same in whatever pieces they arrive', () => {
    const replies = ['250 ok\r\n', '250-one\r\n250-two\r\n250 three\r\n', '354 go\n', '550 5.1.1 Gehört nicht\r\n'];
    const bytes = Buffer.from(replies.join(''), 'utf8');
    fc.assert(
      fc.property(fc.array(fc.nat(bytes.length), { maxLength: 12 }), (cuts) => {
        const reader = new ReplyReader();
        const at = [0, ...cuts.sort((a, b) => a - b), bytes.length];
        const read = at.slice(1).flatMap((end, index) => reader.read(bytes.subarray(at[index], end)) ?? []);
        expect(read).toEqual(replies);
        expect(reader.unfinished).toBe('');
      }),
    );
  });

  it('without an end are given up', () => {
    const reader = new ReplyReader(100);
    expect(reader.read(Buffer.from('250-x'.repeat(10)))).toEqual([]);
    expect(reader.read(Buffer.from('250-x\r\n'.repeat(10)))).toBeNull();
  });
});
