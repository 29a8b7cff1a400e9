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
 * What follows DATA: the message with its dots stuffed (RFC 5321 4.5.2), closed by the final dot; `then` is what is said after
 * it in the same breath. A dot is stuffed after a bare CR or LF too: servers disagree on what ends a line, and none shall
 * find an end, or commands, inside a message.
 */
export function dataBlock(message: Buffer, then = ''): Buffer {
  const body = hasDots(message) ? stuffed(message) : message;
  const open = body.length < 2 || body.at(-2) !== 0x0d || body.at(-1) !== 0x0a;
  return Buffer.concat([body, Buffer.from(`${open ? '\r\n' : ''}.\r\n${then}`, 'utf8')]);
}

function hasDots(message: Buffer): boolean {
  return message[0] === 0x2e || message.includes('\n.', 0, 'latin1') || message.includes('\r.', 0, 'latin1');
}

function stuffed(message: Buffer): Buffer {
  return Buffer.from(message.toString('latin1').replace(/(^|[\r\n])\./g, '$1..'), 'latin1');
}
