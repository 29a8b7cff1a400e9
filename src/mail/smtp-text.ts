import { isAscii } from 'node:buffer';
import { wireAddress } from './address.js';
import type { OutgoingLetter } from './mail-transport.js';

/** The commands before a message, each a whole line. SMTPUTF8 is asked for only by letters that need it (RFC 6531 3.4). */
export function envelopeCommands({ envelope, message }: OutgoingLetter): { mail: string; rcpt: string; data: string } {
  const from = wireAddress(envelope.from);
  const to = wireAddress(envelope.to);
  const utf8 = !isAscii(message) || !ascii.test(from) || !ascii.test(to);
  return {
    mail: `MAIL FROM:<${from}>${utf8 ? ' BODY=8BITMIME SMTPUTF8' : ''}\r\n`,
    rcpt: `RCPT TO:<${to}>\r\n`,
    data: 'DATA\r\n',
  };
}

const ascii = /^[\x20-\x7e]*$/;

/**
 * What follows DATA, in the pieces it is written in: the message with its dots stuffed (RFC 5321 4.5.2), and the final dot with
 * `then`, which is said after it in the same breath. A dot is stuffed after a bare CR or LF too: servers disagree on what ends a
 * line, and none shall find an end, or commands, inside a message. A message without such dots is not copied.
 */
export function dataBlock(message: Buffer, then = ''): [message: Buffer, end: Buffer] {
  const body = hasDots(message) ? stuffed(message) : message;
  const open = body.length < 2 || body.at(-2) !== 0x0d || body.at(-1) !== 0x0a;
  return [body, Buffer.from(`${open ? '\r\n' : ''}.\r\n${then}`, 'utf8')];
}

const dotAfterLf = Buffer.from('\n.');
const dotAfterCr = Buffer.from('\r.');

function hasDots(message: Buffer): boolean {
  return message[0] === 0x2e || message.includes(dotAfterLf) || message.includes(dotAfterCr);
}

function stuffed(message: Buffer): Buffer {
  return Buffer.from(message.toString('latin1').replace(/(^|[\r\n])\./g, '$1..'), 'latin1');
}
