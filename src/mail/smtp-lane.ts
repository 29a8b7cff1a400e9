import SMTPConnection from 'nodemailer/lib/smtp-connection';
import { needsSmtpUtf8, wireAddress } from './address.js';
import type { OutgoingLetter } from './mail-transport.js';
import { MessageSource } from './message-source.js';
import type { HandOver } from './reply-verdict.js';
import { letterFailure, openingFailure, unsuited, type SmtpError } from './smtp-failure.js';
import { readReply } from './smtp-reply.js';
import type { SmtpServer } from './smtp-url.js';

/** Milliseconds of real time. */
export interface LaneTimes {
  /** Until the connection stands, greeting and STARTTLS included as far as they fit in. */
  connect: number;
  /** From the connection to the greeting. */
  greeting: number;
  /** Until the server has let us in, all in all: nodemailer itself would wait `answer` for EHLO and AUTH each. */
  opening: number;
  /** Silence of the server in mid-conversation; the 10 minutes of RFC 5321 4.5.3.2.6 are for the answer to the final dot. */
  answer: number;
  /** Without a letter, before the connection is ended politely. */
  idle: number;
  /** For the good-bye. */
  leaving: number;
}

export const usualTimes: LaneTimes = {
  connect: 30_000,
  greeting: 30_000,
  opening: 120_000,
  answer: 600_000,
  idle: 15_000,
  leaving: 2_000,
};

/** What the server said it can do (its answer to EHLO). */
interface Offers {
  smtpUtf8: boolean;
  /** Largest message in bytes; null: no limit told (RFC 1870). */
  size: number | null;
}

type Step<T> = { error: SmtpError } | { value: T };

/**
 * One connection to a mail server, kept between letters, opened and reopened as needed. One letter at a time: the caller
 * waits for send() before it calls again.
 *
 * This and SmtpTransport stand where nodemailer's own pool could: the pool sends a letter again by itself when a
 * connection goes, and only the ledger may decide that.
 */
export class SmtpLane {
  private connection: SMTPConnection | null = null;
  /** The connection being opened or used, so that cut() finds it. */
  private busyWith: SMTPConnection | null = null;
  private offers: Offers = { smtpUtf8: false, size: null };
  private letters = 0;
  /** A refused envelope is still open on the server, which would answer the next MAIL FROM with 503: RSET first. */
  private owesReset = false;
  private left: Promise<void> = Promise.resolve();
  private over = false;
  private idleTimer: NodeJS.Timeout | undefined;

  /** @param perConnection letters after which the connection is changed; many servers cut at 100 */
  constructor(
    private readonly server: SmtpServer,
    private readonly perConnection: number,
    private readonly times: LaneTimes,
  ) {}

  get isOpen(): boolean {
    return this.connection !== null;
  }

  /** Opens the connection if there is none. null: it stands; else what went wrong. */
  async open(): Promise<HandOver | null> {
    clearTimeout(this.idleTimer);
    if (this.connection !== null) return null;
    await this.left; // so that the server never sees more connections than there are lanes
    if (this.over) return openingFailure(new Error('it was given up'), notEvenOpened);
    const failure = await this.connect();
    this.rest();
    return failure;
  }

  /**
   * Hands over one letter and says what came of it; never rejects, never tries a letter twice once the server has answered
   * anything to it. A kept connection that turns out dead (servers end idle ones, some with a 421) is replaced once: it
   * happened before the letter was looked at, so nothing can double.
   */
  async send(letter: OutgoingLetter): Promise<HandOver> {
    clearTimeout(this.idleTimer);
    const kept = this.connection !== null && (await this.reset());
    if (!kept) {
      const failure = await this.open();
      if (failure !== null) return failure;
    }
    let said = await this.say(letter);
    if (kept && said.unheard && !this.over) {
      const failure = await this.open();
      if (failure !== null) return failure;
      said = await this.say(letter);
    }
    this.rest();
    return said.outcome;
  }

  /** Ends the connection politely, if there is one. Resolves when it is gone. */
  leave(): Promise<void> {
    clearTimeout(this.idleTimer);
    const connection = this.connection;
    const socket = connection?._socket;
    this.connection = null;
    if (!connection || !socket || socket.destroyed) return this.left;
    this.left = new Promise((resolve) => {
      const patience = setTimeout(() => socket.destroy(), this.times.leaving);
      socket.once('close', () => {
        clearTimeout(patience);
        resolve();
      });
      connection.quit();
    });
    return this.left;
  }

  /** Ends whatever is going on, at once and for good; a send() or open() under way is answered as cut. */
  cut(): void {
    this.over = true;
    const connection = this.busyWith ?? this.connection;
    connection?.close();
    if (connection?._socket) connection._socket.destroy();
  }

  private async connect(): Promise<HandOver | null> {
    const connection = new SMTPConnection({
      host: this.server.host,
      port: this.server.port,
      secure: this.server.secure,
      requireTLS: this.server.requireTls,
      ignoreTLS: this.server.ignoreTls,
      tls: { rejectUnauthorized: this.server.rejectUnauthorized },
      connectionTimeout: this.times.connect,
      greetingTimeout: this.times.greeting,
      socketTimeout: this.times.answer,
      socketCloseTimeout: this.times.leaving,
      ...(this.server.ehloName === null ? {} : { name: this.server.ehloName }),
    });
    connection.on('error', () => {}); // nobody is in a conversation: 'end' follows and is listened to
    let late = false;
    const patience = setTimeout(() => {
      late = true;
      connection.close();
    }, this.times.opening);
    const failed = (error: SmtpError, loggingIn: boolean): HandOver => {
      const { stage, lastServerResponse: lastReply, upgrading = false } = connection;
      const slow = late && error.response === undefined ? Object.assign(error, { code: 'ETIMEDOUT' }) : error;
      const failure = openingFailure(slow, { connected: stage === 'connected', lastReply, upgrading, loggingIn });
      connection.close();
      return failure;
    };
    try {
      const met = await this.step<void>(connection, (done) => connection.connect(done));
      if ('error' in met) return failed(met.error, false);
      this.offers = readOffers(connection.lastServerResponse || '');
      const { login } = this.server;
      if (login !== null) {
        const { user, password: pass } = login;
        const known = await this.step(connection, (done) =>
          // Sending on without the login would let the server refuse letters for it, one reader after the other.
          connection.allowsAuth ? connection.login({ user, pass }, done) : done(new Error('the server offers none')),
        );
        if ('error' in known) return failed(known.error, true);
      }
    } finally {
      clearTimeout(patience);
    }
    connection.once('end', () => {
      if (this.connection === connection) this.connection = null;
    });
    this.connection = connection;
    this.letters = 0;
    this.owesReset = false;
    return null;
  }

  /** Whether the kept connection is fit for a letter. */
  private async reset(): Promise<boolean> {
    const connection = this.connection;
    if (!this.owesReset || connection === null) return connection !== null;
    const done = await this.step(connection, (done) => connection.reset(done));
    this.owesReset = false;
    if ('error' in done) await this.leave();
    return this.connection !== null;
  }

  /** One letter over the open connection. `unheard`: the server was gone, or going, before it answered anything to this letter. */
  private async say({ envelope, message }: OutgoingLetter): Promise<{ outcome: HandOver; unheard: boolean }> {
    const connection = this.connection;
    if (connection === null) return { outcome: letterFailure(new Error('it was gone'), nothingSaid), unheard: true };
    const sender = needsSmtpUtf8(envelope.from);
    const utf8 = sender || needsSmtpUtf8(envelope.to);
    if (utf8 && !this.offers.smtpUtf8) {
      const why = 'The mail server cannot take addresses with non-ASCII characters.';
      return { outcome: unsuited(why, sender ? 'mail-from' : 'rcpt'), unheard: false };
    }
    // Not left to SIZE= at MAIL FROM: a no there would look like the relay's trouble and stop everybody's letters (rule 21).
    if (this.offers.size !== null && message.length > this.offers.size) {
      return { outcome: unsuited(`The mail server takes no letter over ${this.offers.size} bytes.`), unheard: false };
    }
    const source = new MessageSource(message);
    connection.lastServerResponse = false;
    const wire = { from: wireAddress(envelope.from), to: [wireAddress(envelope.to)], use8BitMime: utf8 };
    const said = await this.step<{ response: string }>(connection, (done) => connection.send(wire, source, done));
    const { dataBegan, dotGiven } = source;
    const outcome: HandOver =
      'value' in said
        ? { stage: 'after-dot', cause: 'answer', ...readReply(said.value.response) }
        : letterFailure(said.error, { answered: connection.lastServerResponse !== false, dataBegan, dotGiven });
    this.letters += 1;
    this.owesReset = outcome.stage !== 'after-dot';
    const gone = outcome.cause === 'cut' && connection.lastServerResponse === false;
    const unheard = !dataBegan && (gone || (outcome.code === 421 && outcome.stage === 'mail-from'));
    // Half closed, and nodemailer has not noticed; or answered in mid-message, whose rest would be taken for commands.
    if (unheard || (dataBegan && !dotGiven)) connection.close();
    else if (this.letters >= this.perConnection) void this.leave();
    return { outcome, unheard };
  }

  /** Runs a part of the conversation; settles once, whether nodemailer calls back, emits, or closes without a word. */
  private step<T>(
    connection: SMTPConnection,
    run: (done: (error?: SmtpError | null, value?: T) => void) => void,
  ): Promise<Step<T>> {
    this.busyWith = connection;
    return new Promise<Step<T>>((resolve) => {
      let settled = false;
      const settle = (step: Step<T>) => {
        if (settled) return;
        settled = true;
        connection.off('error', onError);
        connection.off('end', onEnd);
        this.busyWith = null;
        resolve(step);
      };
      const onError = (error: SmtpError) => settle({ error });
      // nodemailer closes first and calls back after, with the better reason.
      const onEnd = () => setImmediate(() => settle({ error: new Error('it ended') }));
      connection.once('error', onError);
      connection.once('end', onEnd);
      run((error, value) => settle(error ? { error } : { value: value as T }));
    });
  }

  private rest(): void {
    clearTimeout(this.idleTimer);
    if (this.connection !== null) this.idleTimer = setTimeout(() => void this.leave(), this.times.idle);
  }
}

const notEvenOpened = { connected: false, lastReply: false, upgrading: false, loggingIn: false } as const;
const nothingSaid = { answered: false, dataBegan: false, dotGiven: false };

function readOffers(ehlo: string): Offers {
  const size = /^\d{3}[ -]SIZE +(\d{1,15})\s*$/im.exec(ehlo)?.[1];
  return {
    smtpUtf8: /^\d{3}[ -]SMTPUTF8\b/im.test(ehlo),
    size: size === undefined || Number(size) === 0 ? null : Number(size),
  };
}
