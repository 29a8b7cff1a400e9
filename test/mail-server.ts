import type { AddressInfo } from 'node:net';
import { type ParsedMail, simpleParser } from 'mailparser';
import { SMTPServer, type SMTPServerSession } from 'smtp-server';

/** A letter as it arrived. */
export interface Arrived {
  to: string;
  raw: Buffer;
  mail: ParsedMail;
}

/** What the server says to one letter after the final dot; throwing an error with responseCode answers with it. */
export type Judge = (to: string, raw: Buffer, session: SMTPServerSession) => Promise<void> | void;

export interface MailServer {
  url: string;
  arrived: Arrived[];
  /** Replaceable while it runs; null accepts everything. */
  judge: Judge | null;
  /** Answer at RCPT; null accepts. */
  judgeRecipient: ((to: string) => Error | null) | null;
  /** Letters to one address, oldest first. */
  to(email: string): Arrived[];
  close(): Promise<void>;
}

/** A real SMTP server on a free loopback port that keeps what arrives. */
export async function startMailServer(): Promise<MailServer> {
  const arrived: Arrived[] = [];
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS', 'AUTH'],
    disableReverseLookup: true,
    closeTimeout: 200,
    logger: false,
    onRcptTo(address, _session, done) {
      done(mail.judgeRecipient?.(address.address) ?? null);
    },
    onData(stream, session, done) {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        const raw = Buffer.concat(chunks);
        const to = session.envelope.rcptTo[0]?.address ?? '';
        Promise.resolve(mail.judge?.(to, raw, session))
          .then(() => simpleParser(raw))
          .then((parsed) => {
            arrived.push({ to, raw, mail: parsed });
            done();
          })
          .catch((error: Error) => done(error));
      });
    },
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.server.address() as AddressInfo;
  const mail: MailServer = {
    url: `smtp://127.0.0.1:${port}`,
    arrived,
    judge: null,
    judgeRecipient: null,
    to: (email) => arrived.filter((letter) => letter.to === email),
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
  return mail;
}

/** An SMTP answer, to be thrown or returned by a judge. */
export function answer(code: number, text: string): Error {
  return Object.assign(new Error(text), { responseCode: code });
}
