import type { Socket } from 'node:net';
import SMTPConnection from 'nodemailer/lib/smtp-connection';
import type { HandOver } from './reply-verdict.js';
import { openingFailure, type SmtpError } from './smtp-failure.js';
import { type Offers, readOffers } from './smtp-offers.js';
import type { SmtpServer } from './smtp-url.js';

/** Milliseconds of real time. */
export interface OpeningTimes {
  /** Until the connection stands, greeting and STARTTLS included as far as they fit in. */
  connect: number;
  /** From the connection to the greeting. */
  greeting: number;
  /** Until the server has let us in, all in all. */
  opening: number;
}

/** A server that has let us in: nothing is under way, and nobody listens to the socket yet. */
export interface OpenSmtp {
  socket: Socket;
  offers: Offers;
}

/**
 * Opens a connection: TCP, TLS, EHLO, STARTTLS and login are nodemailer's; letters are ours from there on (decision 0015).
 * Gives what went wrong where it did not come to stand; every stage of that is the relay's trouble (rule 21).
 *
 * @param cut ends the attempt at once
 */
export async function openSmtp(
  server: SmtpServer,
  times: OpeningTimes,
  cut: AbortSignal,
): Promise<OpenSmtp | { failure: HandOver }> {
  const connection = new SMTPConnection({
    host: server.host,
    port: server.port,
    secure: server.secure,
    requireTLS: server.requireTls,
    ignoreTLS: server.ignoreTls,
    tls: { rejectUnauthorized: server.rejectUnauthorized },
    connectionTimeout: times.connect,
    greetingTimeout: times.greeting,
    socketTimeout: times.opening,
    ...(server.ehloName === null ? {} : { name: server.ehloName }),
  });
  connection.on('error', () => {}); // each step listens for itself
  let late = false;
  const patience = setTimeout(() => {
    late = true;
    connection.close();
  }, times.opening);
  const stop = () => {
    connection.close();
    if (connection._socket) connection._socket.destroy();
  };
  cut.addEventListener('abort', stop);
  const failed = (error: SmtpError, loggingIn: boolean) => {
    const { stage, lastServerResponse: lastReply, upgrading = false } = connection;
    const slow = late && error.response === undefined ? Object.assign(error, { code: 'ETIMEDOUT' }) : error;
    const failure = openingFailure(slow, { connected: stage === 'connected', lastReply, upgrading, loggingIn });
    connection.close();
    return { failure };
  };
  try {
    if (cut.aborted) return failed(new Error('it was given up'), false);
    const unmet = await step(connection, (done) => connection.connect(done));
    if (unmet !== null) return failed(unmet, false);
    const offers = readOffers(connection.lastServerResponse || '');
    const { login } = server;
    if (login !== null) {
      const unknown = await step(connection, (done) =>
        // Sending on without the login would let the server refuse letters for it, one reader after the other.
        connection.allowsAuth
          ? connection.login({ user: login.user, pass: login.password }, done)
          : done(new Error('the server offers none')),
      );
      if (unknown !== null) return failed(unknown, true);
    }
    const socket = takeSocket(connection);
    return socket === null ? failed(new Error('it ended'), login !== null) : { socket, offers };
  } finally {
    clearTimeout(patience);
    cut.removeEventListener('abort', stop);
  }
}

/** Runs a part of the opening; settles once, whether nodemailer calls back, emits, or closes without a word. null: it went well. */
function step(connection: SMTPConnection, run: (done: (error?: SmtpError | null) => void) => void) {
  return new Promise<SmtpError | null>((resolve) => {
    const settle = (error: SmtpError | null) => {
      connection.off('error', settle);
      connection.off('end', onEnd);
      resolve(error);
    };
    // nodemailer closes first and calls back after, with the better reason.
    const onEnd = () => setImmediate(() => settle(new Error('it ended')));
    connection.once('error', settle);
    connection.once('end', onEnd);
    run((error) => settle(error ?? null));
  });
}

/** The socket, without nodemailer's ears on it; null when it is gone already. */
function takeSocket(connection: SMTPConnection): Socket | null {
  const socket = connection._socket;
  if (!socket || socket.destroyed || socket.readableEnded) return null;
  for (const [event, name] of theirEars) {
    const listener: unknown = Reflect.get(connection, name);
    if (typeof listener === 'function') socket.off(event, listener as (...args: unknown[]) => void);
  }
  socket.setTimeout(0);
  return socket;
}

/** nodemailer's inner names, as of the pinned version; a test counts the listeners that are left. */
const theirEars = [
  ['data', '_onSocketData'],
  ['timeout', '_onSocketTimeout'],
  ['close', '_onSocketClose'],
  ['end', '_onSocketEnd'],
  ['error', '_onSocketError'],
  ['error', '_onConnectionSocketError'],
] as const;
