import type { AddressInfo, Socket } from 'node:net';
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
  /** Answer to whoever connects: an error is said instead of the greeting; null greets. */
  judgeGreeting: (() => Error | null) | null;
  /** Letters to one address, oldest first. */
  to(email: string): Arrived[];
  /** Cuts the connection of a session without another word. */
  cut(session: SMTPServerSession): void;
  /** Nobody listens at the port any more, and every connection is cut. */
  goAway(): Promise<void>;
  /** Listens at the same port again. */
  comeBack(): Promise<void>;
  close(): Promise<void>;
}

/** Only what stands in the letter: nothing is made of it, which costs as much again. */
const asItIs = { skipTextToHtml: true, skipHtmlToText: true, skipTextLinks: true, skipImageLinks: true };

/** A real SMTP server on a free loopback port that keeps what arrives. Without PIPELINING each letter under way has a connection of its own. */
export async function startMailServer(options: { pipelining?: boolean } = {}): Promise<MailServer> {
  const arrived: Arrived[] = [];
  const sockets = new Map<number, Socket>();
  const hidden: object = { hidePIPELINING: options.pipelining === false }; // known to smtp-server, not to its types
  const build = () => {
    const server = new SMTPServer({
      authOptional: true,
      disabledCommands: ['STARTTLS', 'AUTH'],
      disableReverseLookup: true,
      ...hidden,
      closeTimeout: 200,
      logger: false,
      onConnect(_session, done) {
        done(mail.judgeGreeting?.() ?? null);
      },
      onRcptTo(address, _session, done) {
        done(mail.judgeRecipient?.(address.address) ?? null);
      },
      onData(stream, session, done) {
        const chunks: Buffer[] = [];
        stream.on('data', (chunk: Buffer) => chunks.push(chunk));
        stream.on('end', () => {
          const raw = Buffer.concat(chunks);
          const to = session.envelope.rcptTo[0]?.address ?? '';
          Promise.resolve()
            .then(() => mail.judge?.(to, raw, session))
            .then(() => simpleParser(raw, asItIs))
            .then((parsed) => {
              arrived.push({ to, raw, mail: parsed });
              done();
            })
            .catch((error: Error) => done(error));
        });
      },
    });
    // A client that is gone is no error of the server's.
    server.on('error', () => undefined);
    server.server.on('connection', (socket: Socket) => {
      const port = socket.remotePort ?? 0;
      sockets.set(port, socket);
      socket.once('close', () => sockets.delete(port));
    });
    return server;
  };
  const listen = (server: SMTPServer, at: number) =>
    new Promise<void>((resolve) => server.listen(at, '127.0.0.1', resolve));
  let server = build();
  await listen(server, 0);
  const { port } = server.server.address() as AddressInfo;
  const close = () => new Promise<void>((resolve) => server.close(() => resolve()));
  const mail: MailServer = {
    url: `smtp://127.0.0.1:${port}`,
    arrived,
    judge: null,
    judgeRecipient: null,
    judgeGreeting: null,
    to: (email) => arrived.filter((letter) => letter.to === email),
    cut: (session) => void sockets.get(session.remotePort)?.destroy(),
    goAway: async () => {
      const closed = close();
      for (const socket of sockets.values()) socket.destroy();
      await closed;
    },
    comeBack: async () => {
      server = build();
      await listen(server, port);
    },
    close,
  };
  return mail;
}

/** An SMTP answer, to be thrown or returned by a judge. */
export function answer(code: number, text: string): Error {
  return Object.assign(new Error(text), { responseCode: code });
}
