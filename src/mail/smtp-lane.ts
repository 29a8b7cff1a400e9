import type { OutgoingLetter } from './mail-transport.js';
import type { HandOver } from './reply-verdict.js';
import { SmtpConversation } from './smtp-conversation.js';
import { openingFailure } from './smtp-failure.js';
import type { Offers } from './smtp-offers.js';
import { openSmtp } from './smtp-opening.js';
import type { SmtpServer } from './smtp-url.js';

/** Milliseconds of real time. */
export interface LaneTimes {
  /** Until the connection stands, greeting and STARTTLS included as far as they fit in. */
  connect: number;
  /** From the connection to the greeting. */
  greeting: number;
  /** Until the server has let us in, all in all. */
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

/**
 * One connection to a mail server at a time, kept between letters, opened and reopened as needed. Takes a second letter while
 * the first is under way where the server pipelines.
 *
 * This and SmtpTransport stand where nodemailer's own pool could: the pool sends a letter again by itself when a
 * connection goes, and only the ledger may decide that.
 */
export class SmtpLane {
  /** Letters given to this lane and not answered yet. */
  size = 0;
  private conversation: SmtpConversation | null = null;
  private opening: Promise<SmtpConversation | HandOver> | null = null;
  private readonly cutting = new AbortController();
  private readonly idleTimer: NodeJS.Timeout;

  /**
   * @param perConnection letters after which the connection is changed; many servers cut at 100
   * @param onOpen told whenever a server has let us in, before the first letter is said
   */
  constructor(
    private readonly server: SmtpServer,
    private readonly perConnection: number,
    private readonly times: LaneTimes,
    private readonly onOpen: (offers: Offers) => void,
  ) {
    this.idleTimer = setTimeout(() => this.size === 0 && void this.leave(), times.idle).unref();
  }

  get isOpen(): boolean {
    return this.conversation?.isOpen ?? false;
  }

  /** Whether one more letter would be under way at once: one in any case, a second where the server pipelines. */
  get hasRoom(): boolean {
    if (this.size === 0) return true;
    return this.size === 1 && this.isOpen && this.conversation?.offers.pipelining === true && !this.isFull;
  }

  /** Opens the connection if there is none. null: it stands; else what went wrong. */
  async open(): Promise<HandOver | null> {
    const conversation = await this.stand();
    this.idleTimer.refresh();
    return conversation instanceof SmtpConversation ? null : conversation;
  }

  /**
   * Hands over one letter and says what came of it; never rejects, never tries a letter twice once the server has answered
   * anything to it. A connection that ends behind another letter or while idle (servers end all after so many letters, some
   * with a 421) is replaced: this letter was not looked at, so nothing can double. One that ends at its own first is not.
   */
  async send(letter: OutgoingLetter): Promise<HandOver> {
    this.size += 1;
    try {
      for (;;) {
        const conversation = await this.stand();
        if (!(conversation instanceof SmtpConversation)) return conversation;
        // Two may have waited for the opening, and one of them was the last letter of that connection.
        if (this.isFull) continue;
        const kept = conversation.count > 0;
        const said = await conversation.say(letter);
        if (!kept || !said.unheard || this.cutting.signal.aborted) return said.outcome;
      }
    } finally {
      this.size -= 1;
      this.idleTimer.refresh();
      if (this.size === 0 && this.isFull) void this.leave();
    }
  }

  /** Ends the connection politely, if there is one. Resolves when it is gone. */
  async leave(): Promise<void> {
    await this.conversation?.leave();
  }

  /** Ends whatever is going on, at once and for good; letters under way are answered as cut. */
  cut(): void {
    this.cutting.abort();
    this.conversation?.cut();
  }

  private get isFull(): boolean {
    return (this.conversation?.count ?? 0) >= this.perConnection;
  }

  private stand(): Promise<SmtpConversation | HandOver> {
    if (this.conversation?.isOpen && !this.isFull) return Promise.resolve(this.conversation);
    this.opening ??= this.connect().finally(() => (this.opening = null));
    return this.opening;
  }

  /** The server never sees more connections than there are lanes: the old one is gone before the next one comes. */
  private async connect(): Promise<SmtpConversation | HandOver> {
    await this.conversation?.leave();
    const { cutting } = this;
    if (cutting.signal.aborted) return openingFailure(new Error('it was given up'), notEvenOpened);
    const opened = await openSmtp(this.server, this.times, cutting.signal);
    if ('failure' in opened) return opened.failure;
    this.conversation = new SmtpConversation(opened, this.times);
    if (cutting.signal.aborted) this.conversation.cut();
    else setImmediate(() => this.onOpen(opened.offers));
    return this.conversation;
  }
}

const notEvenOpened = { connected: false, lastReply: false, upgrading: false, loggingIn: false } as const;
