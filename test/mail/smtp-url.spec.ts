import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { describe as describeServer, readSmtpUrl, type SmtpServer } from '../../src/mail/smtp-url.js';

function read(text: string): SmtpServer {
  const server = readSmtpUrl(text);
  if ('problem' in server) throw new Error(server.problem);
  return server;
}

describe('SMTP_URL', () => {
  it.each<[string, Partial<SmtpServer>, string]>([
    ['smtp://smtp.example.com', { port: 587, secure: false, requireTls: false, rejectUnauthorized: true, login: null }, 'smtp.example.com:587'],
    ['smtps://smtp.example.com', { port: 465, secure: true, requireTls: false }, 'smtp.example.com:465'],
    ['smtp://user:pass@smtp.example.com:2525/', { port: 2525, requireTls: true, login: { user: 'user', password: 'pass' } }, 'smtp.example.com:2525 as user'],
    ['smtp://u%40x:p%40%2Fs@smtp.example.com', { login: { user: 'u@x', password: 'p@/s' } }, 'smtp.example.com:587 as u@x'],
    ['smtp://user:pass@smtp.example.com?requireTLS=false', { requireTls: false }, 'smtp.example.com:587 as user'],
    ['smtp://user:pass@smtp.example.com?ignoreTLS=true', { requireTls: false, ignoreTls: true }, 'smtp.example.com:587 as user'],
    ['smtps://user:pass@smtp.example.com', { requireTls: false }, 'smtp.example.com:465 as user'],
    ['smtp://smtp.example.com?requireTLS=true&rejectUnauthorized=false&name=me.example', { requireTls: true, rejectUnauthorized: false, ehloName: 'me.example' }, 'smtp.example.com:587'],
    ['smtp://user:pass@127.0.0.1:1025', { host: '127.0.0.1', requireTls: false, rejectUnauthorized: false }, '127.0.0.1:1025 as user'],
    ['smtp://localhost:25?rejectUnauthorized=true', { rejectUnauthorized: true }, 'localhost:25'],
    ['smtp://[::1]:25', { host: '::1', rejectUnauthorized: false }, '[::1]:25'],
  ])('reads %s', (text, expected, described) => {
    expect(read(text)).toMatchObject(expected);
    expect(describeServer(read(text))).toBe(described);
  }); // prettier-ignore

  it.each([
    ['', 'cannot be read as a URL'],
    ['smtp.example.com:587', 'must begin with smtp://'],
    ['https://smtp.example.com', 'must begin with smtp://'],
    ['smtp://', 'names no mail server'],
    ['smtp://user:pass@', 'SMTP_URL'],
    ['smtp://smtp.example.com:99999', 'cannot be read as a URL'],
    ['smtp://smtp.example.com:0', 'port'],
    ['smtp://user:a/secret@smtp.example.com', 'SMTP_URL'],
    ['smtp://user:a#secret@smtp.example.com', 'SMTP_URL'],
    ['smtp://user:a?secret@smtp.example.com', 'SMTP_URL'],
    ['smtp://user:secret%zz@smtp.example.com', 'stray %'],
    ['smtp://user@smtp.example.com', 'only one of user and password'],
    ['smtp://:secret@smtp.example.com', 'only one of user and password'],
    ['smtp://user:secret@smtp.example.com/path', 'after the server'],
    ['smtp://user:secret@smtp.example.com?requireTLS=maybe', 'requireTLS, which takes true or false'],
    ['smtp://user:secret@smtp.example.com?tls=true', 'the options are requireTLS'],
    ['smtp://user:secret@smtp.example.com?requireTLS=true&ignoreTLS=true', 'exclude each other'],
    ['smtp://user:secret@smtp.example.com?name=a%0D%0Ab', 'the options are'],
  ])('refuses %j and names SMTP_URL', (text, about) => {
    const { problem } = readSmtpUrl(text) as { problem: string };
    expect(problem).toContain(about);
    expect(problem).toMatch(/^SMTP_URL /);
    expect(problem).not.toContain('secret');
  });

  it('never shows the password, in a description or a complaint', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 3 }), fc.boolean(), (noise, encode) => {
        const password = `s3cr3t${noise}`;
        const server = readSmtpUrl(
          `smtp://user:${encode ? encodeURIComponent(password) : password}@smtp.example.com:587`,
        );
        expect('problem' in server ? server.problem : describeServer(server)).not.toContain('s3cr3t');
      }),
    );
  });
});
