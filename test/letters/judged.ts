import { simpleParser, type ParsedMail } from 'mailparser';
import { judgedLetters } from '../../scripts/judged-letters.js';

/** A letter as it arrives: the bytes on the wire, and what a mail program makes of them. */
export interface Judged {
  name: string;
  wire: Buffer;
  mail: ParsedMail;
  subject: string;
  html: string;
  text: string;
}

export const letterNames = [
  'confirmation',
  '01-where-you-start',
  '02-meet-the-three',
  '03-wake-them-up',
  '04-the-clam',
  '05-on-all-fours',
  '06-the-easy-day',
  '07-the-lunge',
  '08-the-squat',
  '09-three-in-a-row',
  '10-small-monster',
  '11-glutes-are-core',
  '12-on-one-leg',
  '13-up-the-hill',
  '14-test-again',
  'completion',
  'already-in',
  'broadcast-masthead',
  'broadcast-plain',
  'newsletter-confirmation',
  'newsletter-already-in',
  'notice-download',
  'notice-forget',
  'notice-change-address',
  'notice-new-address',
  'notice-manage-link',
  'notice-team-invitation',
  'notice-team-reset',
  'notice-team-password-changed',
];

export const sam = { name: 'Sam', email: 'sam@example.com' };
/** Everything at once that has ever broken a letter. */
export const hostile = {
  name: [
    `O'Brien "Bob" & <b>co</b></title><script>alert(1)</script><img src=x onerror=alert(1)>`,
    '--><![endif]--> &amp;amp; {{ first_name | x }} ${name} $& %0d%0a\r\nBcc: all@example.com\r\n\r\n.\r\n',
    '\u202Egnp.exe\u2066 \uE000bWFuYWdlX3VybA\uE001 \ud83d 👩‍🚀🏳️‍🌈 Ñandú 李 \u0000\u0007',
    'x'.repeat(300),
  ].join(' '),
  email: `o'brien+a&b=c~{x}@example.com`,
};

export async function judged(reader: typeof sam): Promise<Map<string, Judged>> {
  const letters = new Map<string, Judged>();
  for (const [name, wire] of await judgedLetters(reader)) {
    const mail = await simpleParser(wire);
    const { subject = '', html, text = '' } = mail;
    letters.set(name, { name, wire, mail, subject, html: html || '', text });
  }
  return letters;
}

/** What a browser makes of an attribute or of text. */
export const plain = (html: string): string =>
  html.replace(
    /&(amp|lt|gt|quot|#x27);/g,
    (_, name: string) => ({ amp: '&', lt: '<', gt: '>', quot: '"', '#x27': "'" })[name] ?? '',
  );

/** Every address behind a link, each once. */
export const linksOfHtml = (html: string): string[] =>
  [...new Set([...html.matchAll(/<a\b[^>]*?\shref="([^"]*)"/g)].map(([, url = '']) => plain(url)))].sort();
export const linksOfText = (text: string): string[] =>
  [...new Set([...text.matchAll(/(?:https?:\/\/|mailto:)[^\s)]+/g)].map(([url]) => url))].sort();
