import type { DkimKey } from './dkim-key.js';
import { signMessage } from './dkim-signature.js';
import { MailTransport, type OutgoingLetter, type Sent } from './mail-transport.js';

/** Signs every letter, whoever sends it, on its way to the real transport. */
export class SigningTransport extends MailTransport {
  readonly width: number;

  /** @param keys at least one; a letter is signed by each of them */
  constructor(
    private readonly inner: MailTransport,
    private readonly keys: readonly DkimKey[],
  ) {
    super();
    this.width = inner.width;
  }

  async send({ envelope, message }: OutgoingLetter): Promise<Sent> {
    return this.inner.send({ envelope, message: await signMessage(message, this.keys) });
  }

  close(): Promise<void> {
    return this.inner.close();
  }

  check(): Promise<string | null> {
    return this.inner.check();
  }
}
