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

/** A connection that did not come to stand; every stage of it is the relay's trouble (rule 21). */
export function openingFailure(error: SmtpError, opening: Opening): HandOver {
  return handOver(openingStage(error, opening), error);
}

/** An answer to a letter; one without a code is no answer, and the thread is lost. */
export function answerTo(stage: Stage, reply: ReturnType<typeof readReply>): HandOver {
  if (reply.code !== null) return { stage, ...reply, cause: 'answer' };
  return { stage, ...reply, text: plainText(`The mail server gave no SMTP answer (${reply.text}).`), cause: 'cut' };
}

/** The connection ended in the middle of a letter, or nobody answered any more. `lastWords`: a reply that was cut off, if any. */
export function lostLetter(stage: Stage, why: { timedOut: boolean; message: string }, lastWords: string): HandOver {
  // Half a good-bye is a good-bye, and explains more than "cut". Any other half line answers no particular command.
  if (lastWords.startsWith('421')) return { stage, ...readReply(lastWords), cause: 'answer' };
  return handOver(stage, Object.assign(new Error(why.message), { code: why.timedOut ? 'ETIMEDOUT' : 'ECONNECTION' }));
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
