import type { HandOver, Stage } from './reply-verdict.js';
import { plainText, readReply } from './smtp-reply.js';

/** What nodemailer hangs on its errors, as much of it as is read here. */
export interface SmtpError extends Error {
  code?: string | undefined;
  command?: string | undefined;
  response?: string | undefined;
}

/** Where the conversation stood when opening the connection failed. */
export interface Opening {
  /** The TCP (or smtps) connection stood. */
  connected: boolean;
  /** The server's last whole reply; false before the first. */
  lastReply: string | false;
  upgrading: boolean;
  loggingIn: boolean;
}

/** Where the conversation stood when a letter failed. */
export interface Saying {
  /** Something was answered since MAIL FROM was sent. */
  answered: boolean;
  /** The server said "go on" to DATA. */
  dataBegan: boolean;
  /** The final dot was given to the socket. */
  dotGiven: boolean;
}

/** A connection that did not come to stand; every stage of it is the relay's trouble (rule 21). */
export function openingFailure(error: SmtpError, opening: Opening): HandOver {
  return handOver(openingStage(error, opening), error);
}

/**
 * A letter that was not accepted. nodemailer names the command only when the server answered it; for a cut or a time-out it says
 * CONN, so the stage comes from what we saw ourselves.
 */
export function letterFailure(error: SmtpError, saying: Saying): HandOver {
  // An address that nodemailer itself refuses to put into an envelope: nothing was said.
  if (error.command === 'API' && error.code === 'EENVELOPE') {
    return unsuited(
      'The address cannot be put into an envelope.',
      /sender/i.test(error.message) ? 'mail-from' : 'rcpt',
    );
  }
  const failure = handOver(sayingStage(error, saying), error);
  // A last half line, cut off, is no answer to a particular command, unless it is the good-bye or all that was left to say.
  if (error.command === 'CONN' && !saying.dotGiven && failure.code !== 421) {
    return { ...failure, code: null, enhanced: null, cause: failure.cause === 'answer' ? 'cut' : failure.cause };
  }
  return failure;
}

/**
 * The server lacks what this letter needs; nothing was said, the connection is as good as before.
 *
 * @param stage 'rcpt' when it is the recipient or the letter; 'mail-from' when it is our own address, and so every letter
 */
export function unsuited(text: string, stage: 'rcpt' | 'mail-from' = 'rcpt'): HandOver {
  return { stage, code: null, enhanced: null, text, cause: 'unsuited' };
}

const whatFailed: Partial<Record<Stage, string>> = { connect: 'No connection', starttls: 'No TLS', auth: 'No login' };

function handOver(stage: Stage, error: SmtpError): HandOver {
  const reply = error.response === undefined ? null : readReply(error.response);
  if (reply !== null && reply.code !== null) return { stage, ...reply, code: reply.code, cause: 'answer' };
  const late = error.code === 'ETIMEDOUT';
  const what = late ? 'The mail server did not answer in time' : (whatFailed[stage] ?? 'The connection was cut');
  return {
    stage,
    code: null,
    enhanced: null,
    text: plainText(`${what} (${error.message}).`),
    cause: late ? 'time-out' : 'cut',
  };
}

function openingStage(error: SmtpError, { connected, lastReply, upgrading, loggingIn }: Opening): Stage {
  if (loggingIn) return 'auth';
  if (error.command === 'STARTTLS' || error.code === 'ETLS' || upgrading) return 'starttls';
  if (error.command === 'EHLO' || error.command === 'HELO') return 'ehlo';
  if (!connected) return 'connect';
  if (lastReply === false || error.code === 'EPROTOCOL') return 'greeting';
  // 250 was the answer to EHLO and STARTTLS is out; 220 was the greeting, or the go-ahead for TLS and EHLO is out again.
  return lastReply.startsWith('250') ? 'starttls' : 'ehlo';
}

function sayingStage(error: SmtpError, { answered, dataBegan, dotGiven }: Saying): Stage {
  if (dotGiven) return 'after-dot';
  if (dataBegan || error.command === 'DATA') return 'data';
  if (error.command === 'RCPT TO') return 'rcpt';
  if (error.command === 'MAIL FROM') return 'mail-from';
  return answered ? 'rcpt' : 'mail-from';
}
