import { Readable } from 'node:stream';

/**
 * A message as nodemailer's connection takes it, which notes how far it went. nodemailer pipes it into its own stream (the
 * one that stuffs dots and adds the final one) as soon as the server has said yes to DATA; that stream ends when the final
 * dot has been written to the socket, and it is not written before the socket has passed on what came earlier. So `dotGiven`
 * is false exactly as long as the server cannot have the whole letter.
 *
 * Nothing is read through Readable's own machinery, it only lends the shape: the message is in memory already.
 */
export class MessageSource extends Readable {
  dataBegan = false;
  dotGiven = false;

  constructor(private readonly message: Buffer) {
    super();
  }

  override pipe<T extends NodeJS.WritableStream>(destination: T): T {
    this.dataBegan = true;
    destination.once('end', () => (this.dotGiven = true));
    destination.end(this.message);
    return destination;
  }

  override _read(): void {}
}
