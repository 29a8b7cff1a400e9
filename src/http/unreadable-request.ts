/** Bytes that are no request we can read: broken JSON, wrong encoding, cut short. Becomes 400; the message is shown. */
export class UnreadableRequest extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'UnreadableRequest';
  }
}
