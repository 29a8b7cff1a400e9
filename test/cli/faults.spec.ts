import { setTimeout as pause } from 'node:timers/promises';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { removeEmbeddedPostgres } from '../../src/database/embedded-postgres.js';
import { withPostgresLock } from '../../src/database/postgres-lock.js';
import { type Arrived, type MailServer, startMailServer } from '../mail-server.js';
import { coursepost, CoursepostProcess, freePorts, postmasterPid, until, workFolder } from './coursepost-process.js';

const connections = 4;
const readers = 300;

/** One house through all its troubles, on an embedded PostgreSQL of its own, each trouble met by a real process. */
describe('a running house', () => {
  let folder: Awaited<ReturnType<typeof workFolder>>;
  let mail: MailServer;
  let house: CoursepostProcess;
  let settings: Record<string, string>;
  const dataDir = () => join(folder.path, 'data');
  const start = () => new CoursepostProcess(['serve'], settings).ready();
  const seed = (count: number, ...more: string[]) =>
    coursepost(['seed', '--subscribers', String(count), '--due-now', ...more], settings);

  beforeAll(async () => {
    folder = await workFolder();
    mail = await startMailServer();
    settings = {
      DATA_DIR: dataDir(),
      PORT: String((await freePorts(1))[0]),
      SMTP_URL: mail.url,
      SEND_CONNECTIONS: String(connections),
      LEASE_SECONDS: '2',
    };
  });
  afterAll(async () => {
    await house?.away();
    await mail.close();
    await removeEmbeddedPostgres({ dataDir: dataDir() });
    await folder.remove();
  });

  it('killed in mid-send loses no letter, and repeats only those in doubt, with the same Message-ID', async () => {
    expect(await seed(readers)).toMatchObject({ code: 0, err: '' });
    mail.judge = () => pause(25);
    house = await start();
    await until('it is in the middle of sending', () => mail.arrived.length > readers / 5);
    await house.stop('SIGKILL');
    expect(mail.arrived.length).toBeLessThan(readers);
    mail.judge = null;

    house = await start();
    await until('everybody has a letter', () => new Set(mail.arrived.map(({ to }) => to)).size === readers);
    await until(
      'the ledger agrees',
      async () => (await ask(`select count(*) from deliveries where state <> 'accepted'`)) === '0',
    );
    expect(await ask('select count(*) from deliveries')).toBe(String(readers));
    const byReader = groupByReader(mail.arrived);
    const repeated = [...byReader.values()].filter((letters) => letters.length > 1);
    expect(repeated.length).toBeLessThanOrEqual(connections);
    for (const letters of byReader.values()) {
      expect(new Set(letters.map(({ mail: letter }) => letter.messageId)).size).toBe(1);
      expect(letters.length).toBeLessThanOrEqual(2);
    }
  });

  it('outlives its PostgreSQL: says so at /readyz, starts it again, and goes on', async () => {
    let said = '';
    // As long as this process has the lock, nobody starts it again: or it might be back before anybody has looked.
    await withPostgresLock(
      dataDir(),
      () => undefined,
      async () => {
        process.kill(await postmasterPid(dataDir()), 'SIGKILL');
        await until('/readyz says that PostgreSQL is away', async () => {
          const { status, text } = await house.readiness();
          said = text;
          return status === 503;
        });
      },
    );
    expect(said).toMatch(/"(database|migrations)":\{[^}]*"status":"down"/);
    expect((await fetch(`${house.site}/healthz`)).status).toBe(200);
    await house.ready();
    const body = new URLSearchParams({ email: 'late@example.com' });
    expect((await fetch(`${house.site}/courses/strong-glutes/signup`, { method: 'POST', body })).ok).toBe(true);
    await until('the confirmation arrives', () => mail.to('late@example.com').length === 1);
  });

  it('outlives its mail server: says so at /readyz, keeps the letters, and sends each once when it is back', async () => {
    const before = mail.arrived.length;
    await mail.goAway();
    // late@example.com is a real person as far as the house knows.
    expect(await seed(5)).toMatchObject({ code: 1, err: expect.stringMatching(/real readers \(1\)[^]*--i-know/) });
    expect(await seed(5, '--i-know')).toMatchObject({ code: 0 });
    await until('/readyz says that the mail server is away', async () =>
      (await house.readiness()).text.includes('ECONNREFUSED'),
    );
    expect((await house.readiness()).status).toBe(503);
    await until('the letters wait in the ledger', async () => Number(await ask(waiting)) === 5);
    expect(mail.arrived).toHaveLength(before);
    await mail.comeBack();
    await until('all five arrive', () => mail.arrived.length === before + 5);
    await until('the ledger agrees', async () => (await ask(waiting)) === '0');
    expect(new Set(mail.arrived.slice(before).map(({ to }) => to)).size).toBe(5);
    await house.ready();
    expect(await house.stop('SIGTERM')).toBe(0);
  });

  const waiting = `select count(*) from deliveries where state in ('planned', 'claimed', 'sending', 'in_doubt')`;

  async function ask(sql: string): Promise<string> {
    const { port } = JSON.parse(await readFile(join(dataDir(), 'postgres.json'), 'utf8')) as { port: number };
    const password = (await readFile(join(dataDir(), 'postgres-password'), 'utf8')).trim();
    const client = new pg.Client({ host: '127.0.0.1', port, user: 'coursepost', password, database: 'coursepost' });
    await client.connect();
    try {
      const { rows } = await client.query<{ count: string }>(sql);
      return rows[0]?.count ?? '';
    } finally {
      await client.end();
    }
  }
});

function groupByReader(letters: readonly Arrived[]): Map<string, Arrived[]> {
  const groups = new Map<string, Arrived[]>();
  for (const letter of letters) groups.set(letter.to, [...(groups.get(letter.to) ?? []), letter]);
  return groups;
}
