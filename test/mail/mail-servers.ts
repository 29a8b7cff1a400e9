import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';
import { wireAddress } from '../../src/mail/address.js';
import type { LaneTimes } from '../../src/mail/smtp-lane.js';
import { SmtpTransport } from '../../src/mail/smtp-transport.js';
import { readSmtpUrl } from '../../src/mail/smtp-url.js';

/** A real SMTP server that counts, on a free port. */
export interface CountingServer {
  port: number;
  /** Messages as received, dots unstuffed. */
  messages: string[];
  recipients: string[];
  connections: { opened: number; open: number; most: number };
  sockets: Set<Socket>;
  close(): Promise<void>;
}

export async function smtpServer(options: SMTPServerOptions = {}): Promise<CountingServer> {
  const connections = { opened: 0, open: 0, most: 0 };
  const messages: string[] = [];
  const recipients: string[] = [];
  const { onConnect, onRcptTo, ...rest } = options;
  const server = new SMTPServer({
    disableReverseLookup: true,
    authOptional: true,
    hideSTARTTLS: true,
    hideENHANCEDSTATUSCODES: true,
    closeTimeout: 20,
    onConnect(session, done) {
      connections.opened += 1;
      connections.open += 1;
      connections.most = Math.max(connections.most, connections.open);
      if (onConnect) onConnect.call(server, session, done);
      else done();
    },
    onClose: () => {
      connections.open -= 1;
    },
    onRcptTo(address, session, done) {
      recipients.push(address.address);
      if (onRcptTo) onRcptTo.call(server, address, session, done);
      else done();
    },
    onData(stream, _session, done) {
      read(stream, (text) => {
        messages.push(text);
        done();
      });
    },
    ...rest,
  });
  server.on('error', () => {}); // cut connections are what is tested
  const sockets = new Set<Socket>();
  server.server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.server.address() as AddressInfo;
  return {
    port,
    messages,
    recipients,
    connections,
    sockets,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

export function read(stream: NodeJS.ReadableStream, then: (text: string) => void): void {
  const chunks: Buffer[] = [];
  stream.on('data', (chunk: Buffer) => chunks.push(chunk));
  stream.on('end', () => then(Buffer.concat(chunks).toString('utf8')));
}

export function smtpError(responseCode: number, message: string): Error {
  return Object.assign(new Error(message), { responseCode });
}

/** A line of the client (CONNECT first, END after the final dot) → what to say; null falls silent for good, 'cut' resets the connection. */
export type Script = (heard: string, socket: Socket, connection: number) => string | null | 'cut';

export const polite: Script = (heard) => {
  if (heard === 'CONNECT') return '220 here\r\n';
  if (heard === 'DATA') return '354 go on\r\n';
  if (heard.startsWith('EHLO')) return '250-here\r\n250 PIPELINING\r\n';
  return '250 fine\r\n';
};

/** A server for what no real one would do on demand. Asks the script first; undefined means the polite answer. */
export async function scriptedServer(
  script: (...asked: Parameters<Script>) => ReturnType<Script> | undefined,
): Promise<{ port: number; heard: string[]; connections: () => number; close(): Promise<void> }> {
  const sockets = new Set<Socket>();
  const heard: string[] = [];
  let count = 0;
  const server: Server = createServer((socket) => {
    const connection = ++count;
    sockets.add(socket);
    socket.on('error', () => {});
    socket.once('close', () => sockets.delete(socket));
    let silent = false;
    const hear = (line: string) => {
      if (silent) return null;
      heard.push(line);
      const asked = script(line, socket, connection);
      const answer = asked === undefined ? polite(line, socket, connection) : asked;
      silent = answer === null;
      if (answer === 'cut') socket.resetAndDestroy();
      else if (answer !== null) socket.write(answer);
      return answer;
    };
    let pending = '';
    let inData = false;
    socket.on('data', (chunk) => {
      pending += chunk.toString('latin1');
      for (;;) {
        const empty = inData && pending.startsWith('.\r\n');
        const end = empty ? 0 : pending.indexOf(inData ? '\r\n.\r\n' : '\r\n');
        if (end < 0) return;
        const line = inData ? 'END' : pending.slice(0, end);
        pending = pending.slice(end + (empty ? 3 : inData ? 5 : 2));
        inData = hear(line)?.startsWith('354') ?? false;
      }
    });
    hear('CONNECT');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    heard,
    connections: () => count,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
}

export interface TransportWishes {
  connections?: number;
  perConnection?: number;
  drain?: number;
  /** Before the @, as in `user:password`. */
  login?: string;
  query?: string;
  scheme?: string;
  times?: Partial<LaneTimes>;
}

export function transportTo(port: number, wishes: TransportWishes = {}): SmtpTransport {
  const { login, query = '', scheme = 'smtp', times, connections = 2, ...rest } = wishes;
  const server = readSmtpUrl(`${scheme}://${login === undefined ? '' : `${login}@`}127.0.0.1:${port}${query}`);
  if ('problem' in server) throw new Error(server.problem);
  return new SmtpTransport({ server, connections, times: { leaving: 300, ...times }, ...rest });
}

let letters = 0;
export function letter(body = 'Hello', to = `reader${++letters}@example.com`) {
  return {
    envelope: { from: 'coach@example.com', to },
    message: Buffer.from(`Subject: Test\r\nTo: ${wireAddress(to)}\r\n\r\n${body}\r\n`),
  };
}
