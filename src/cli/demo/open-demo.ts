import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { INestApplicationContext } from '@nestjs/common';
import { OneTimeLinks } from '../../accounts/one-time-links.service.js';
import type { Config } from '../../config/config.js';
import { CourseReader } from '../../courses/course.reader.js';
import type { PublishedCourse } from '../../courses/course-settings.js';
import { PublishService } from '../../courses/publish.service.js';
import { removeEmbeddedPostgres } from '../../database/embedded-postgres.js';
import { type Inbox, startInbox } from '../../mail/inbox.js';
import { SystemClock } from '../../schedule/clock.js';
import type { Closing } from '../closing.js';
import { courseFromFiles } from '../course-source.js';
import { inboxAddress, mailLine } from '../greeting.js';
import { refuseTakenPort } from '../listening-port.js';
import { addMadeUpReaders } from '../made-up-readers.js';
import { openDoors } from '../open-doors.js';
import { groundOf, openDatabase, transportTo } from '../opened-house.js';
import { CountingTransport } from './counting-transport.js';
import { demoConfig } from './demo-config.js';
import { FastClock } from './fast-clock.js';
import { beginEarlier } from './made-up-walks.js';
import { inboxMailbox, newcomer, ownMailbox } from './newcomer.js';
import type { Screen } from './progress.js';
import { duration } from './summary.js';
import type { RunningDemo } from './watch-demo.js';

const slug = 'strong-glutes';
/** A demo's morning is seconds long: six hours would be over before a slow machine has turned round (rule 38). */
const lateLimitHours = 20;

/** The demo's days are seconds, and the owner's link must last longer than they all. */
const demoDays = 365;

/** Opens a house that is gone without a trace when `closing` is closed; its clock stands still until begin(). */
export async function openDemo(
  asked: { dayMs: number; subscribers: number; iKnow: boolean },
  closing: Closing,
  screen: Screen,
): Promise<RunningDemo> {
  const dataDir = await throwAwayFolder(closing);
  const { config, notes } = await demoConfig(process.env, dataDir, asked.iKnow);
  await refuseTakenPort(config);
  screen.write('Opening the demo …\n');
  const inbox = config.settings.SMTP_URL ? null : await openInbox(config, closing);
  const transport = new CountingTransport(
    transportTo(config, config.settings.SMTP_URL ?? inbox?.smtpUrl ?? ''),
    newcomer.email,
  );
  const database = await openDatabase(config, { durable: false });
  closing.add(database.close);
  const began = new SystemClock().now();
  const clock = new FastClock(began, asked.dayMs);
  const ground = await groundOf(config, database.dataSource, transport, clock);
  const heartbeatMs = Math.min(1_000, asked.dayMs / 100);
  const roles = { web: true, worker: true, heartbeatMs, listenUrl: database.listenUrl };
  const { course, enrollmentIds, ownerLink } = await openDoors(ground, roles, closing, async (rooms) => ({
    ...(await fill(rooms, asked.subscribers, began)),
    ownerLink: await rooms.get(OneTimeLinks).forFirstOwner(began, demoDays * 86_400_000),
  }));
  screen.write(welcome(config, inbox, asked, [...notes, `Admin   ${ownerLink}   become its owner, and look around`]));
  return {
    clock,
    dataSource: database.dataSource,
    transport,
    began,
    site: siteOf(config),
    slug,
    lessons: course.lessons.length,
    mailbox: inbox ? inboxMailbox(inbox.webUrl) : ownMailbox(() => transport.latestToFollowed),
    enrollmentIds,
  };
}

/** The course in this demo's own copy, and its made-up readers, each on a day of their own. */
async function fill(
  rooms: INestApplicationContext,
  subscribers: number,
  now: Date,
): Promise<{ course: PublishedCourse; enrollmentIds: string[] }> {
  const { course: document } = await courseFromFiles(slug, undefined);
  const patient = { ...document, settings: { ...document.settings, lateLimitHours } };
  await rooms.get(PublishService).publish(patient, { author: 'demo' }, now);
  const course = await rooms.get(CourseReader).bySlug(slug);
  if (!course) throw new Error(`The course ${slug} could not be published.`);
  await addMadeUpReaders(
    rooms,
    { count: subscribers, enrolled: subscribers, course, places: 'beginning' },
    now,
    () => undefined,
  );
  return { course, enrollmentIds: await beginEarlier(rooms, course, now) };
}

/** Closed last: when nothing uses it any more, everything in it is deleted, PostgreSQL's data elsewhere too. */
async function throwAwayFolder(closing: Closing): Promise<string> {
  const dataDir = await mkdtemp(join(tmpdir(), 'coursepost-demo-'));
  closing.add(async () => {
    await removeEmbeddedPostgres({ dataDir });
    await rm(dataDir, { recursive: true, force: true });
  });
  return dataDir;
}

async function openInbox(config: Config, closing: Closing): Promise<Inbox> {
  const inbox = await startInbox({ webPort: config.settings.INBOX_PORT, dataDir: config.dataDir });
  closing.add(inbox.stop);
  return inbox;
}

/** Where the newcomer finds the site: HOST may be an address that listens everywhere and leads nowhere. */
function siteOf(config: Config): string {
  const { HOST, PORT } = config.settings;
  const host = HOST === '0.0.0.0' || HOST === '::' ? '127.0.0.1' : HOST;
  return `http://${host.includes(':') ? `[${host}]` : host}:${PORT}`;
}

function welcome(
  config: Config,
  inbox: Inbox | null,
  { dayMs, subscribers }: { dayMs: number; subscribers: number },
  notes: readonly string[],
): string {
  const people = subscribers === 1 ? '1 made-up reader is' : `${subscribers} made-up readers are`;
  return `
Two weeks in about ${duration(16 * dayMs)}: a day lasts ${duration(dayMs)}. ${people} on their way,
each in a zone of their own, and ${newcomer.firstName} will sign up in a moment.

  Site    ${config.publicUrl}   sign up yourself while it runs, and your lessons come too
  ${inbox ? `Inbox   ${inboxAddress(inbox.webUrl)}   every letter lands here; its dates are the demo's own` : mailLine(config)}

${notes.map((note) => `  ${note}\n`).join('')}Ends by itself, or with Ctrl-C; nothing is kept.

`;
}
