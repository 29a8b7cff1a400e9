import { Test } from '@nestjs/testing';
import type { NestExpressApplication } from '@nestjs/platform-express';
import supertest from 'supertest';
import { EntryService } from '../src/accounts/entry.service.js';
import { OneTimeLinks } from '../src/accounts/one-time-links.service.js';
import type { Role } from '../src/accounts/permissions.js';
import { readConfig } from '../src/config/config.js';
import { contentFolder } from '../src/cli/content-folder.js';
import { readCourseFolder } from '../src/courses/course-folder.js';
import { PublishService } from '../src/courses/publish.service.js';
import { DispatchService } from '../src/deliveries/dispatch.service.js';
import { WorkerStore } from '../src/deliveries/worker.store.js';
import { EnrollmentStore } from '../src/enrollments/enrollment.store.js';
import { HouseModule } from '../src/house.module.js';
import { openDataSource } from '../src/database/data-source.js';
import { PgBossQueue } from '../src/database/pg-boss-queue.js';
import { prepareHttp } from '../src/http/http-app.js';
import { SmtpTransport } from '../src/mail/smtp-transport.js';
import { readSmtpUrl } from '../src/mail/smtp-url.js';
import { HeartbeatService } from '../src/worker/heartbeat.service.js';
import { openDatabase, type TestDatabase } from './database.js';
import { type Arrived, type MailServer, startMailServer } from './mail-server.js';
import { MovedClock } from './moved-clock.js';

export type Files = Map<string, Uint8Array>;

type HouseOptions = {
  settings?: Record<string, string>;
  course?: Files | null;
  pipelining?: boolean;
  /** Of PostgreSQL: see openDatabase. */
  clockStands?: boolean;
} & ({ at: string } | { beside: TestHouse });

/**
 * The whole house on real PostgreSQL and a real SMTP server; only the clock is moved. It beats when told to, so a
 * journey of weeks is a loop.
 */
export class TestHouse {
  private readonly sessions = new Map<Role, Promise<string>>();

  private constructor(
    readonly app: NestExpressApplication,
    readonly clock: MovedClock,
    readonly mail: MailServer,
    readonly database: TestDatabase,
    readonly workerId: string,
    private readonly guest: boolean,
  ) {}

  /**
   * `beside`: another process of the same house, with its database, mail server and clock, and its own connections. A house that
   * cannot be opened leaves nothing open, which would keep Jest from ending.
   */
  static async open(options: HouseOptions): Promise<TestHouse> {
    const shared = 'beside' in options ? options.beside : null;
    const database = shared
      ? { ...shared.database, dataSource: await openDataSource(shared.database.url) }
      : await openDatabase(options);
    let mail: MailServer | null = null;
    let house: TestHouse | null = null;
    try {
      mail = shared?.mail ?? (await startMailServer(options));
      house = await TestHouse.furnish(options, database, mail);
      if (shared === null && options.course !== null)
        await house.publish(options.course ?? (await readCourseFolder(contentFolder('strong-glutes'))));
      return house;
    } catch (error) {
      if (house) await house.close();
      else if (shared) await database.dataSource.destroy();
      else await Promise.all([mail?.close(), database.close()]);
      throw error;
    }
  }

  private static async furnish(options: HouseOptions, database: TestDatabase, mail: MailServer): Promise<TestHouse> {
    const clock = 'beside' in options ? options.beside.clock : new MovedClock(options.at);
    const config = readConfig({
      SIGNUPS_PER_CLIENT: '100000',
      SEND_CONNECTIONS: '4',
      SMTP_URL: mail.url,
      LOG_LEVEL: 'silent',
      ...options.settings,
    });
    const server = readSmtpUrl(mail.url);
    if ('problem' in server) throw new Error(server.problem);
    const transport = new SmtpTransport({ server, connections: config.settings.SEND_CONNECTIONS });
    const ground = {
      config,
      clock,
      dataSource: database.dataSource,
      transport,
      linkSecret: 'a secret for tests that is long enough',
      suppressionKey: Buffer.alloc(32, 7),
    };
    const module = await Test.createTestingModule({
      imports: [HouseModule.of(ground, { web: true, worker: true, heartbeatMs: null })],
    }).compile();
    const app = module.createNestApplication<NestExpressApplication>({ bodyParser: false, logger: false });
    prepareHttp(app, config);
    await app.init();
    const workerId = await app.get(WorkerStore).register();
    return new TestHouse(app, clock, mail, database, workerId, 'beside' in options);
  }

  async publish(
    files: Files,
    answers: { inserted?: 'next' | 'newcomers'; finishers?: 'offer' | 'leave'; end?: 'wait' | 'finish' } = {},
  ) {
    const result = await this.app.get(PublishService).push(files, { author: 'test', ...answers }, this.clock.now());
    if (result.outcome !== 'published' && result.outcome !== 'unchanged') throw new Error(JSON.stringify(result));
    return result;
  }

  /** Says that it lives, beats once, and hands over what is due. A beat that fails holds up everybody, so it fails the test. */
  async beat(): Promise<void> {
    const heart = this.app.get(HeartbeatService);
    await this.app.get(WorkerStore).beat(this.workerId);
    await heart.beatAndSend(this.workerId);
    if (heart.failing) throw new Error('the heartbeat failed');
  }

  /**
   * The house at work until the instant, as fast as it can: as if it beat every `minutes`, but beats at which nothing can
   * happen, because no slot, no due time and no window's end lies before them, are left out.
   */
  async liveUntil(instant: string | Date, minutes = 30): Promise<void> {
    const end = new Date(instant).getTime();
    const step = minutes * 60_000;
    for (;;) {
      await this.beat();
      const now = this.clock.now().getTime();
      if (now >= end) return;
      const idle = Math.max(Math.ceil(((await this.nextEvent()) - now) / step), 1);
      this.clock.moveTo(new Date(Math.min(now + idle * step, end)));
    }
  }

  /**
   * The cookie of somebody of the team with this role, who took an invitation and signed in: ROLE@team.example, one
   * person per role and house.
   */
  sessionOf(role: Role): Promise<string> {
    const known = this.sessions.get(role) ?? this.signIn(role);
    this.sessions.set(role, known);
    return known;
  }

  /** Requests of that person, as the admin's pages send them: `(await house.signedIn('editor')).get('/api/admin/courses')`. */
  async signedIn(role: Role) {
    return supertest
      .agent(this.app.getHttpServer())
      .set('Cookie', await this.sessionOf(role))
      .set('Sec-Fetch-Site', 'same-origin');
  }

  private async signIn(role: Role): Promise<string> {
    const email = `${role}@team.example`;
    const password = `a long password of the ${role}`;
    const now = this.clock.now();
    const { url } = await this.app
      .get(OneTimeLinks)
      .invite(this.database.dataSource.manager, { email, role }, 'command line', now);
    await this.app.get(EntryService).take(url.split('/').at(-1) ?? '', { name: nameOf(role), password }, now);
    const { headers } = await this.web.post('/api/auth/sign-in/email').send({ email, password }).expect(200);
    const [cookie = ''] = headers['set-cookie'] as unknown as string[];
    return cookie.split(';')[0] ?? '';
  }

  /** Does what waits in the job queue, as a worker would. */
  runJobs(): Promise<number> {
    return this.app.get(PgBossQueue, { strict: false }).drain();
  }

  private async nextEvent(): Promise<number> {
    const [row] = await this.database.dataSource.query<Array<{ at: Date | null }>>(
      `select least((select min(next_slot_at) from enrollments), min(due_at), min(leave_by)) as at
       from deliveries where state = 'planned' or (state = 'in_doubt' and not held)`,
    );
    return row?.at?.getTime() ?? Number.MAX_SAFE_INTEGER;
  }

  get web() {
    return supertest(this.app.getHttpServer());
  }

  /** Fills in the form, and lets the worker decide and send. */
  async signUp(email: string, fields: Record<string, string> = {}): Promise<void> {
    await this.web
      .post('/courses/strong-glutes/signup')
      .type('form')
      .send({ email, ...fields })
      .expect(303);
    await this.beat();
  }

  /** Signs up, opens the letter, presses the button; gives the reader's page. */
  async join(email: string, fields: Record<string, string> = {}): Promise<string> {
    await this.signUp(email, fields);
    const confirm = this.pathIn(this.lastTo(email), '/confirm/');
    const page = await this.web.get(confirm).expect(200);
    await this.web.post(confirm).type('form').send(formValues(page.text)).expect(200);
    await this.beat();
    return this.pathIn(this.lastTo(email), '/manage/');
  }

  lastTo(email: string): Arrived {
    const letter = this.mail.to(email).at(-1);
    if (!letter) throw new Error(`no letter to ${email}`);
    return letter;
  }

  /** The first link of this kind in a letter's text part, as a path. */
  pathIn(letter: Arrived, prefix: string): string {
    const found = new RegExp(`https?://[^/\\s]+(${prefix}[^\\s)>\\]]+)`).exec(letter.mail.text ?? '');
    if (!found?.[1]) throw new Error(`no link ${prefix} in “${letter.mail.subject}”`);
    return found[1];
  }

  /** Subjects of all letters to an address, oldest first. */
  subjects(email: string): string[] {
    return this.mail.to(email).map((letter) => letter.mail.subject ?? '');
  }

  /** Rule 13: must be 0 at every rest. */
  lostWalks(): Promise<number> {
    return this.app.get(EnrollmentStore).countLost();
  }

  async close(): Promise<void> {
    await this.app.get(DispatchService).drain();
    await this.app.close();
    if (this.guest) return this.database.dataSource.destroy();
    await this.mail.close();
    await this.database.close();
  }
}

/** What a browser would send back from the first form of a page: its named fields as they stand. */
export function formValues(html: string): Record<string, string> {
  const form = /<form[^>]*method="post"[^>]*>(.*?)<\/form>/is.exec(html)?.[1] ?? '';
  const values: Record<string, string> = {};
  for (const [tag] of form.matchAll(/<input\b[^>]*>/gi)) {
    const attribute = (name: string) => new RegExp(`\\b${name}="([^"]*)"`, 'i').exec(tag)?.[1];
    const name = attribute('name');
    const type = attribute('type') ?? 'text';
    if (!name || ((type === 'checkbox' || type === 'radio') && !/\bchecked\b/i.test(tag))) continue;
    values[name] = attribute('value') ?? '';
  }
  for (const [, name, options] of form.matchAll(/<select\b[^>]*name="([^"]+)"[^>]*>(.*?)<\/select>/gis)) {
    const chosen =
      /<option\b[^>]*\bselected\b[^>]*>/i.exec(options ?? '')?.[0] ?? /<option\b[^>]*>/i.exec(options ?? '')?.[0] ?? '';
    values[name ?? ''] = /value="([^"]*)"/i.exec(chosen)?.[1] ?? '';
  }
  return values;
}

/** Of the people that signedIn makes. */
export function nameOf(role: Role): string {
  return { owner: 'Olivia Owner', editor: 'Edgar Editor', support: 'Sam Support', viewer: 'Vera Viewer' }[role];
}
