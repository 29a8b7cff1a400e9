import type { Server } from 'node:http';
import type { Socket } from 'node:net';
import { join } from 'node:path';
import { mkdir } from 'node:fs/promises';
import type { SMTPServer } from '@maildev/smtp';
import { guardInbox } from './inbox-guard.js';
import { serveInboxPage } from './inbox-page.js';

/** The development inbox: whatever is sent to `smtpUrl` goes no further and can be read at `webUrl`. */
export interface Inbox {
  /** smtp://127.0.0.1:PORT, without log-in and encryption. */
  readonly smtpUrl: string;
  /** http://127.0.0.1:PORT/, the page; its API is below /api (see docs/operate). */
  readonly webUrl: string;
  /** Closes everything, open connections included, within about a second. A second call does nothing. */
  stop(): Promise<void>;
}

/** INBOX_PORT is taken by another program (or another Coursepost). */
export class PortTaken extends Error {
  constructor(
    readonly port: number,
    options: { cause?: unknown } = {},
  ) {
    super(
      `INBOX_PORT: port ${port}, where the inbox would be shown, is taken by another program; set INBOX_PORT to a free one`,
      options,
    );
    this.name = 'PortTaken';
  }
}

/**
 * Starts MailDev inside this process. It listens on `host` alone (MailDev by itself listens everywhere), keeps the newest `keep` mails
 * (1000) in memory and in DATA_DIR/inbox, shows those again after a restart, writes no log and handles no signals.
 *
 * Built from MailDev's parts and not from its class, which prints its address to the console, opens to every web site
 * (CORS), and leaves the SMTP port open when the web port is taken.
 * @throws PortTaken before anything in the folder is touched. `webPort` 0 takes any free one.
 */
export async function startInbox(options: {
  host?: string;
  webPort: number;
  dataDir: string;
  keep?: number;
}): Promise<Inbox> {
  const host = options.host ?? '127.0.0.1';
  const keep = options.keep ?? 1000;
  const mailDirectory = join(options.dataDir, 'inbox');
  await mkdir(options.dataDir, { recursive: true }); // open to the user postgres, who shall keep the database in it
  await mkdir(mailDirectory, { recursive: true, mode: 0o700 }); // the mails hold log-in links
  // Loaded here and not above: a second and 100 MB (it brings a whole DOM) that a process with an SMTP_URL does without.
  const [{ createAPIServer }, { createSMTPServer }, { NewestFirstStorage }] = await Promise.all([
    import('@maildev/api'),
    import('@maildev/smtp'),
    import('./inbox-storage.js'),
  ]);
  const storage = new NewestFirstStorage({ mailDirectory, maxEmails: keep });
  const maxMessageSize = 50 * 1024 * 1024;
  const smtp = createSMTPServer({ port: 0, host, storage, mailDir: mailDirectory, maxMessageSize, logger: false });
  const api = createAPIServer({ host, storage, smtp, logger: false, cors: { origin: false, credentials: false } });
  await api.registerPlugins();
  await serveInboxPage(api);
  const web: Server = api.server.server;
  guardInbox(web, host);
  const sockets = new Set<Socket>();
  web.on('connection', (socket: Socket) => sockets.add(socket.once('close', () => sockets.delete(socket))));

  try {
    await api.server.listen({ host, port: options.webPort }); // not api.listen(), which prints
  } catch (error) {
    await api.stop();
    if ((error as NodeJS.ErrnoException).code === 'EADDRINUSE') throw new PortTaken(options.webPort, { cause: error });
    throw error;
  }
  try {
    await smtp.pruneMailDir(keep);
    await smtp.loadMailsFromDirectory();
    await smtp.start();
    tuneSmtp(smtp);
  } catch (error) {
    await api.stop();
    throw error;
  }

  const address = web.address();
  const webPort = typeof address === 'object' && address ? address.port : options.webPort;
  let stopping: Promise<void> | null = null;
  const stop = async () => {
    // An open page holds a WebSocket and idle connections, for which a polite end would wait 30 s.
    const webStopped = api.stop();
    for (const socket of sockets) socket.destroy();
    await Promise.all([webStopped, smtp.stop()]);
    await storage.close();
  };
  return {
    smtpUrl: `smtp://${inUrl(host)}:${smtp.getPort()}`,
    webUrl: `http://${inUrl(host)}:${webPort}/`,
    stop: () => (stopping ??= stop()),
  };
}

/** Two settings of the smtp-server inside, which MailDev offers no way to set; without them it only works more slowly. */
function tuneSmtp(smtp: SMTPServer): void {
  const inner: unknown = Reflect.get(smtp, 'smtp');
  const settings: unknown = inner && typeof inner === 'object' ? Reflect.get(inner, 'options') : null;
  if (!settings || typeof settings !== 'object') return;
  Reflect.set(settings, 'closeTimeout', 1_000); // a mail pool holds its connections open: 30 s by default at stop
  Reflect.set(settings, 'disableReverseLookup', true); // a name look-up for each connection, slow without internet
}

function inUrl(host: string): string {
  return host.includes(':') ? `[${host}]` : host;
}
