import { chmod, mkdir, mkdtemp, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { removeEmbeddedPostgres, startEmbeddedPostgres } from '../../src/database/embedded-postgres.js';

const DEAD_PID = 2 ** 22 + 7; // beyond every pid
const isRoot = process.getuid?.() === 0;
let home: string;

beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'coursepost pg ')); // a space in the path
  await chmod(home, 0o755);
});
afterAll(async () => {
  for (const dataDir of (await readdir(home)).map((name) => join(home, name))) {
    await pretendHoldersAreDead(dataDir).catch(() => {}); // of a test that failed half-way
    await removeEmbeddedPostgres({ dataDir }).catch(() => {});
  }
  await rm(home, { recursive: true, force: true });
});

const start = (dataDir: string, log?: (line: string) => void) =>
  startEmbeddedPostgres({ dataDir, durable: false, ...(log ? { log } : {}) });

async function ask(url: string, sql: string): Promise<unknown> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => {});
  await client.connect();
  try {
    const { rows } = await client.query<{ answer: unknown }>(sql);
    return rows[0]?.answer;
  } finally {
    await client.end();
  }
}

async function postmasterPid(dataDir: string): Promise<number> {
  return Number((await readFile(join(dataDir, 'postgres/postmaster.pid'), 'utf8')).split('\n')[0]);
}

/** As if the process that holds the database had been killed: its file stays, its pid is nobody's. */
async function pretendHoldersAreDead(dataDir: string): Promise<void> {
  const folder = join(dataDir, 'postgres-holders');
  for (const name of await readdir(folder)) await rename(join(folder, name), join(folder, `${DEAD_PID}-1-${name}`));
}

describe('the embedded PostgreSQL', () => {
  const dataDir = () => join(home, 'data');

  it('is made by the first of several starts at once and adopted by the others', async () => {
    const lines: string[] = [];
    const all = await Promise.all([1, 2, 3].map(() => start(dataDir(), (line) => lines.push(line))));
    expect(all.filter((one) => !one.adopted)).toHaveLength(1);
    expect(new Set(all.map((one) => one.url)).size).toBe(1);

    const { url } = all[0]!;
    expect(await ask(url, 'select current_database() as answer')).toBe('coursepost');
    expect(await ask(url, `select lower('ÉÑ') as answer`)).toBe('éñ');
    expect(await ask(url, `select current_setting('listen_addresses') as answer`)).toBe('127.0.0.1');
    await expect(ask(url.replace(/:[^:@]+@/, ':wrong@'), 'select 1 as answer')).rejects.toThrow(/password/);
    expect(lines.join('\n')).not.toContain(new URL(url).password);

    for (const one of all.slice(0, 2)) await one.stop();
    expect(await ask(url, 'select 1 as answer')).toBe(1);
    await all[2]!.stop();
    await all[2]!.stop();
    await expect(ask(url, 'select 1 as answer')).rejects.toThrow(/ECONNREFUSED/);
  });

  it('keeps its password and address in files that only their owner reads, and its socket in a closed folder', async () => {
    for (const name of ['postgres-password', 'postgres.json']) {
      expect((await stat(join(dataDir(), name))).mode & 0o777).toBe(0o600);
    }
    const note = JSON.parse(await readFile(join(dataDir(), 'postgres.json'), 'utf8')) as { dataDir: string };
    expect((await stat(note.dataDir)).mode & 0o777).toBe(0o700);
    expect((await stat(join(note.dataDir, 'socket'))).mode & 0o777).toBe(0o700);
  });

  it('is adopted with its data after our process was killed, and then stopped by the one that adopted it', async () => {
    const killed = await start(dataDir());
    await ask(killed.url, 'create table kept (answer int)');
    await ask(killed.url, 'insert into kept values (42)');
    await pretendHoldersAreDead(dataDir());
    const next = await start(dataDir());
    expect(next).toMatchObject({ adopted: true, url: killed.url });
    expect(await ask(next.url, 'select answer from kept')).toBe(42);
    await next.stop();
    await expect(ask(next.url, 'select 1 as answer')).rejects.toThrow(/ECONNREFUSED/);
  });

  it('repairs itself after it was killed, though another program may have its pid now', async () => {
    const first = await startEmbeddedPostgres({ dataDir: dataDir() }); // durable: what was committed must be there
    await ask(first.url, 'insert into kept values (43)');
    process.kill(await postmasterPid(dataDir()), 'SIGKILL');
    await pretendHoldersAreDead(dataDir());
    const second = await start(dataDir());
    expect(second.adopted).toBe(false);
    expect(await ask(second.url, 'select max(answer) as answer from kept')).toBe(43);

    const file = join(dataDir(), 'postgres/postmaster.pid');
    process.kill(await postmasterPid(dataDir()), 'SIGKILL');
    await writeFile(file, (await readFile(file, 'utf8')).replace(/^\d+/, String(process.pid)));
    const third = await start(dataDir());
    expect(await ask(third.url, 'select max(answer) as answer from kept')).toBe(43);
    for (const one of [second, third]) await one.stop();
  });

  it('goes on after a start that was killed while it held the lock and was making the data folder', async () => {
    const other = join(home, 'interrupted');
    await mkdir(join(other, 'postgres.initdb-abc', 'data'), { recursive: true });
    await writeFile(join(other, 'postgres.lock'), `${DEAD_PID} 1 abc`);
    const running = await start(other);
    expect(await ask(running.url, 'select 1 as answer')).toBe(1);
    expect((await readdir(other)).filter((name) => /lock|initdb/.test(name))).toEqual([]);
    await expect(removeEmbeddedPostgres({ dataDir: other })).rejects.toThrow(`process ${process.pid} uses it`);
    await running.stop();
    await removeEmbeddedPostgres({ dataDir: other });
    expect(await readdir(other)).toEqual([]);
  });

  it('gets a new password when the file was lost', async () => {
    await rm(join(dataDir(), 'postgres-password'));
    const running = await start(dataDir());
    expect(await ask(running.url, 'select min(answer) as answer from kept')).toBe(42);
    await running.stop();
  });

  it('says in plain words what is wrong, shows its own log, and names DATABASE_URL', async () => {
    const foreign = join(home, 'foreign');
    await mkdir(join(foreign, 'postgres'), { recursive: true });
    await expect(start(foreign)).rejects.toThrow(/is no PostgreSQL data folder[^]*DATABASE_URL/);

    await writeFile(join(dataDir(), 'postgres/postgresql.auto.conf'), 'nonsense = 1\n');
    await expect(start(dataDir())).rejects.toThrow(/unrecognized configuration parameter "nonsense"[^]*DATABASE_URL/);
  });

  (isRoot ? it : it.skip)('lives under /var/lib/coursepost when root starts it in a closed folder', async () => {
    const closed = join(home, 'closed');
    await mkdir(closed, { mode: 0o700 });
    const running = await start(closed);
    const note = JSON.parse(await readFile(join(closed, 'postgres.json'), 'utf8')) as { dataDir: string };
    expect(note.dataDir).toMatch(/^\/var\/lib\/coursepost\/[0-9a-f]{16}\/postgres$/);
    expect(await ask(running.url, 'select 1 as answer')).toBe(1);
    await running.stop();

    await chmod(closed, 0o755); // opened since: the data stays where it is
    const again = await start(closed);
    expect(await ask(again.url, `select current_setting('data_directory') as answer`)).toBe(note.dataDir);
    await again.stop();
    await removeEmbeddedPostgres({ dataDir: closed });
    await expect(stat(note.dataDir)).rejects.toThrow(/ENOENT/);
  });
});
