import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { mkdtemp, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { promisify } from 'node:util';
import { freePort } from '../src/cli/listening-port.js';
import { homeElsewhere } from '../src/database/postgres-home.js';
import { LinkService } from '../src/links/link.service.js';

const program = join(process.cwd(), 'bin', 'coursepost.js');
const secret = 'photographed, and then thrown away';
const host = '127.0.0.1';

/** A letter as the inbox's API tells it. */
interface InboxLetter {
  id: string;
  subject: string;
  to: Array<{ address: string }>;
}

/** The house as `npm start` runs it, in a folder that is thrown away, with the inbox beside it. */
export class GalleryHouse {
  private constructor(
    readonly site: string,
    readonly inbox: string,
    private readonly folder: string,
    private readonly environment: NodeJS.ProcessEnv,
    private readonly server: ChildProcess,
  ) {}

  static async open(): Promise<GalleryHouse> {
    const folder = await mkdtemp(join(tmpdir(), 'coursepost-gallery-'));
    const [port, inboxPort] = [await freePort(host), await freePort(host)];
    const settings = { PORT: `${port}`, INBOX_PORT: `${inboxPort}`, DATA_DIR: folder, SECRET: secret };
    const { PATH, HOME } = process.env;
    const environment = { PATH, HOME, ...settings };
    const server = spawn(process.execPath, [program, 'serve'], {
      cwd: folder, // nobody's .env
      env: environment,
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    const site = `http://localhost:${port}`;
    const house = new GalleryHouse(site, `http://localhost:${inboxPort}`, folder, environment, server);
    try {
      await until('the house to be ready', async () => {
        if (server.exitCode !== null) throw new Error(`the house ended with ${server.exitCode}`);
        return fetch(`${house.site}/readyz`).then(
          ({ ok }) => ok,
          () => false,
        );
      });
      return house;
    } catch (error) {
      await house.close();
      throw error;
    }
  }

  /** Links of this house that never were in a letter, such as one that has expired. */
  get links(): LinkService {
    return new LinkService({ value: secret });
  }

  /** Waits for the newest letter to an address whose subject fits; gives where it is shown, and its HTML. */
  async letter(email: string, subject: RegExp): Promise<{ page: string; html: string }> {
    const found = await until(`a letter ${subject} to ${email}`, async () => {
      const { items } = (await (await fetch(`${this.inbox}/api/email/summary`)).json()) as { items: InboxLetter[] };
      return items.find(({ to, subject: said }) => to[0]?.address === email && subject.test(said)) ?? false;
    });
    const { html } = (await (await fetch(`${this.inbox}/api/email/${found.id}`)).json()) as { html: string };
    return { page: `${this.inbox}/#/email/${found.id}`, html };
  }

  /** Runs the command line beside the house, and gives what it said. */
  async command(...words: string[]): Promise<string> {
    const options = { cwd: this.folder, env: this.environment };
    const { stdout } = await promisify(execFile)(process.execPath, [program, ...words], options);
    return stdout;
  }

  async emptyInbox(): Promise<void> {
    await fetch(`${this.inbox}/api/email/all`, { method: 'DELETE' });
  }

  async close(): Promise<void> {
    if (this.server.exitCode === null) {
      const ended = new Promise((resolve) => this.server.once('exit', resolve));
      this.server.kill('SIGTERM');
      await ended;
    }
    await rm(homeElsewhere(await realpath(this.folder)), { recursive: true, force: true });
    await rm(this.folder, { recursive: true, force: true });
  }
}

/** Asks ten times a second, for a minute at most, until the answer is something. */
async function until<T>(what: string, ask: () => Promise<T | false>): Promise<T> {
  for (let asked = 0; asked < 600; asked++) {
    const answer = await ask();
    if (answer !== false) return answer;
    await pause(100);
  }
  throw new Error(`waited a minute for ${what}`);
}
