import { OneTimeLinks } from '../accounts/one-time-links.service.js';
import { type Inbox, startInbox } from '../mail/inbox.js';
import { Closing } from './closing.js';
import { seedFirstCourse } from './first-course.js';
import { greeting } from './greeting.js';
import { refuseTakenPort } from './listening-port.js';
import { readWords, refuseSurplus } from './misuse.js';
import { openDoors } from './open-doors.js';
import { configFromEnvironment } from './environment.js';
import { groundOf, NoTransport, openDatabase, transportTo } from './opened-house.js';
import { stopped, stopSignal } from './stop-signal.js';

const heartbeatMs = 1_000;
const noMailServer =
  'SMTP_URL is not set: a worker on its own needs a mail server. (npm start brings an inbox of its own.)';

export const serve = (words: string[]): Promise<number> => run('serve', { web: true, worker: true }, words);
export const web = (words: string[]): Promise<number> => run('web', { web: true, worker: false }, words);
export const work = (words: string[]): Promise<number> => run('work', { web: false, worker: true }, words);

/** Opens everything in order, says where it is, and closes it in reverse on SIGINT or SIGTERM, drained, with exit code 0. */
async function run(name: string, roles: { web: boolean; worker: boolean }, words: string[]): Promise<number> {
  refuseSurplus(name, readWords(words, {}).positionals);
  const config = configFromEnvironment();
  const stop = stopSignal();
  const closing = new Closing();
  const alone = !(roles.web && roles.worker);
  if (roles.web) await refuseTakenPort(config);
  try {
    // One role alone shares a mail server with the others: the inbox inside another process cannot be found.
    const wantsInbox = config.settings.SMTP_URL === undefined && !alone;
    const inbox = wantsInbox ? await openInbox(config.settings.INBOX_PORT, config.dataDir, closing) : null;
    const smtpUrl = config.settings.SMTP_URL ?? inbox?.smtpUrl;
    if (smtpUrl === undefined && roles.worker) throw new Error(noMailServer);
    const transport = smtpUrl === undefined ? new NoTransport() : transportTo(config, smtpUrl);
    const database = await openDatabase(config, { waitForSchema: alone, watch: true, stop });
    closing.add(database.close);
    if (stop.aborted) return 0;
    const ground = await groundOf(config, database.dataSource, transport);
    const doors = { ...roles, heartbeatMs, listenUrl: database.listenUrl };
    const ownerLink = await openDoors(ground, doors, closing, async (rooms) => {
      if (!alone) await seedFirstCourse(rooms, ground.clock.now());
      return roles.web ? rooms.get(OneTimeLinks).forFirstOwner(ground.clock.now()) : null;
    });
    const running = { ...roles, inboxUrl: inbox?.webUrl ?? null, database: database.saying, ownerLink };
    process.stdout.write(greeting(config, running));
    await stopped(stop);
    process.stdout.write('\nStopping: letters under way are finished first …\n');
    return 0;
  } finally {
    await closing.closeAll();
  }
}

async function openInbox(webPort: number, dataDir: string, closing: Closing): Promise<Inbox> {
  const inbox = await startInbox({ webPort, dataDir });
  closing.add(inbox.stop);
  return inbox;
}
