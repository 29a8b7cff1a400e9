import type { HandOver, Judgement } from './reply-verdict.js';

/** A letter ready to leave. */
export interface OutgoingLetter {
  /** Addresses as readAddress gave them; `from` may be empty (the null sender of notices). */
  envelope: { from: string; to: string };
  /** The whole message, CRLF line ends, no dot-stuffing. Not changed and not kept. */
  message: Buffer;
}

/** What came of it, and what it means. */
export type Sent = HandOver & Judgement;

/**
 * Port: hands letters to the next mail server, one recipient each. There is one answer per send() and no second try
 * behind the caller's back: the ledger alone decides what is sent again.
 */
export abstract class MailTransport {
  /** How many letters can be under way at once; more send() calls wait their turn, so this is all that can be in doubt after a crash. */
  abstract readonly width: number;

  /** Never rejects for anything a server, a network or an address can do: that is in the answer. */
  abstract send(letter: OutgoingLetter): Promise<Sent>;

  /**
   * Takes no more letters, gives those still waiting back ('relay-trouble', nothing was said), lets those under way end in
   * peace for a while (rule 20), then cuts them. Resolves when every send() has been answered. May be called again.
   */
  abstract close(): Promise<void>;

  /** null: a server is there and lets us in; else a sentence that says why not, for readyz and logs, without a password. */
  abstract check(): Promise<string | null>;
}
