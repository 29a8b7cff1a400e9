import { createServer } from 'node:net';
import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { type Config, configWarnings } from '../config/config.js';
import { sendRate } from '../deliveries/send-pace.js';
import { HouseModule } from '../house.module.js';
import { prepareHttp } from '../http/http-app.js';
import { type Inbox, startInbox } from '../mail/inbox.js';
import { describe, readSmtpUrl } from '../mail/smtp-url.js';
import { HouseLogger } from './house-logger.js';
import { configFromEnvironment, groundOf, type OpenedDatabase, openDatabase } from './opened-house.js';
import { seedFirstCourse } from './first-course.js';

const heartbeatMs = 1_000;

export const serve = (): Promise<number> => run({ web: true, worker: true });
export const web = (): Promise<number> => run({ web: true, worker: false });
export const work = (): Promise<number> => run({ web: false, worker: true });

/** Opens everything in order, says where it is, and closes it in reverse on SIGINT or SIGTERM, drained, with exit code 0. */
async function run(roles: { web: boolean; worker: boolean }): Promise<number> {
  const config = configFromEnvironment();
  const stopped = stopSignal();
  const alone = !(roles.web && roles.worker);
  if (roles.web) await refuseTakenPort(config);
  const closing: Array<() => Promise<void>> = [];
  try {
    // One role alone shares a mail server with the others: the inbox inside another process cannot be found.
    const inbox = config.settings.SMTP_URL || alone ? null : await startInbox({ webPort: config.settings.INBOX_PORT, dataDir: config.dataDir });
    if (inbox) closing.push(() => inbox.stop());
    const smtpUrl = config.settings.SMTP_URL ?? inbox?.smtpUrl;
    if (!smtpUrl && roles.worker) throw new Error('SMTP_URL is not set: a worker on its own needs a mail server. (npm start brings an inbox of its own.)');
    const database = await openDatabase(config, { wait: alone });
    closing.push(() => database.close());
    const ground = await groundOf(config, database.dataSource, smtpUrl ?? 'smtp://127.0.0.1:1');
    const logger = new HouseLogger(config.settings.LOG_LEVEL);
    const app = await NestFactory.create<NestExpressApplication>(HouseModule.of(ground, { ...roles, heartbeatMs, listenUrl: database.listenUrl }), { bodyParser: false, logger, abortOnError: false });
    closing.push(() => app.close());
    if (!alone) await seedFirstCourse(app, ground.clock.now());
    if (roles.web) {
      prepareHttp(app, config);
      await app.listen(config.settings.PORT, config.settings.HOST);
    } else {
      await app.init();
    }
    sayHello(config, database, inbox, roles);
    await stopped;
    process.stdout.write('\nStopping: letters under way are finished first …\n');
    return 0;
  } finally {
    for (const close of closing.reverse()) await close();
  }
}

function sayHello(config: Config, database: OpenedDatabase, inbox: Inbox | null, roles: { web: boolean; worker: boolean }): void {
  const { SMTP_URL } = config.settings;
  const server = SMTP_URL ? readSmtpUrl(SMTP_URL) : null;
  const rate = sendRate(config);
  const lines = [
    roles.web ? `Site    ${config.publicUrl}` : null,
    inbox ? `Inbox   ${inbox.webUrl.replace('127.0.0.1', 'localhost').replace(/\/$/, '')}   every letter lands here until you set SMTP_URL` : null,
    roles.web ? `Admin   ${config.publicUrl}/admin` : null,
    `Data    ${database.saying}`,
    server && 'host' in server ? `Mail    ${describe(server)}${rate === null ? '' : `, at most ${rate} letters a second (SEND_RATE)`}` : null,
  ].filter((line) => line !== null);
  const what = roles.web && roles.worker ? 'Coursepost is running.' : roles.web ? 'Coursepost web is running.' : 'A Coursepost worker is running.';
  process.stdout.write(`\n${what}\n\n${lines.map((line) => `  ${line}\n`).join('')}\n`);
  for (const warning of configWarnings(config)) process.stdout.write(`  Warning: ${warning}\n`);
  process.stdout.write('Stop with Ctrl-C; everything is kept.\n');
}

/** Asked before anything starts, so that a second start ends at once with the name of the setting. */
async function refuseTakenPort(config: Config): Promise<void> {
  const { PORT, HOST } = config.settings;
  await new Promise<void>((resolve, reject) => {
    const probe = createServer();
    probe.once('error', (error: NodeJS.ErrnoException) => {
      const why =
        error.code === 'EADDRINUSE'
          ? `Port ${PORT} is taken by another program. Set PORT to a free one, for example: PORT=${PORT + 1} npm start`
          : `HOST ${HOST} and PORT ${PORT} cannot be listened on (${error.code ?? error.message}).`;
      reject(new Error(why));
    });
    probe.listen(PORT, HOST, () => probe.close(() => resolve()));
  });
}

/** Resolves at the first SIGINT or SIGTERM; a second one ends the process at once. */
function stopSignal(): Promise<void> {
  return new Promise((resolve) => {
    let asked = false;
    const stop = () => {
      if (asked) process.exit(1);
      asked = true;
      resolve();
    };
    process.on('SIGINT', stop).on('SIGTERM', stop);
  });
}
