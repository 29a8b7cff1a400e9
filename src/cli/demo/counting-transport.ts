import { MailTransport, type OutgoingLetter, type Sent } from '../../mail/mail-transport.js';

/** A letter that the mail server said 250 to. */
export interface AcceptedLetter {
  messageId: string;
  to: string;
}

/**
 * Hands letters on to the real transport and keeps the books of the SMTP side: what was accepted, in order, whatever the
 * ledger says about it. Of one address it keeps the latest letter whole.
 */
export class CountingTransport extends MailTransport {
  readonly accepted: AcceptedLetter[] = [];
  private latest: Buffer | null = null;

  constructor(
    private readonly inner: MailTransport,
    private readonly follows: string,
  ) {
    super();
  }

  get width(): number {
    return this.inner.width;
  }

  /** The latest accepted letter to the followed address, as it left; null: none yet. */
  get latestToFollowed(): Buffer | null {
    return this.latest;
  }

  async send(letter: OutgoingLetter): Promise<Sent> {
    const sent = await this.inner.send(letter);
    if (sent.verdict === 'accepted') {
      this.accepted.push({ messageId: messageIdOf(letter.message), to: letter.envelope.to });
      if (letter.envelope.to === this.follows) this.latest = letter.message;
    }
    return sent;
  }

  close(): Promise<void> {
    return this.inner.close();
  }

  check(): Promise<string | null> {
    return this.inner.check();
  }
}

/** The header of that name, from the first few kilobytes; '' if there is none. */
function messageIdOf(message: Buffer): string {
  return /^Message-ID: (\S+)/im.exec(message.toString('latin1', 0, 8_192))?.[1] ?? '';
}
