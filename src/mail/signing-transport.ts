import type { DkimKey } from './dkim-key.js';
import { keysFor } from './dkim-names.js';
import { signMessage } from './dkim-signature.js';
import { MailTransport, type OutgoingLetter, type Sent } from './mail-transport.js';

/** Signs every letter, whoever sends it, on its way to the real transport. */
export class SigningTransport extends MailTransport {
  readonly width: number;
  /** Address that a letter comes from → the keys that sign it; there are as many as the house has senders. */
  private readonly chosen = new Map<string, readonly DkimKey[]>();

  /**
   * @param keys at least one; a letter is signed by all that are for the domain it comes from
   * @param houseDomain the domain whose keys sign what comes from a domain without any
   */
  constructor(
    private readonly inner: MailTransport,
    private readonly keys: readonly DkimKey[],
    private readonly houseDomain: string,
  ) {
    super();
    this.width = inner.width;
  }

  async send({ envelope, message }: OutgoingLetter): Promise<Sent> {
    const keys = this.keysOf(envelope.from);
    return this.inner.send({ envelope, message: keys.length === 0 ? message : await signMessage(message, keys) });
  }

  close(): Promise<void> {
    return this.inner.close();
  }

  check(): Promise<string | null> {
    return this.inner.check();
  }

  private keysOf(from: string): readonly DkimKey[] {
    const known = this.chosen.get(from);
    if (known) return known;
    const keys = keysFor(this.keys, from, this.houseDomain);
    this.chosen.set(from, keys);
    return keys;
  }
}
