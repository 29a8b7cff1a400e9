import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { removeEmbeddedPostgres } from '../../src/database/embedded-postgres.js';
import { copyTree, CoursepostProcess, freePorts, isRoot, plainUser, until, type User } from './coursepost-process.js';
import { Reader } from './reader.js';

const people: Array<[string, () => User | null]> = isRoot
  ? [
      ['root', () => null],
      ['a plain user', plainUser],
    ]
  : [['a plain user', () => null]];

describe.each(people)('a fresh clone in a closed folder, started by %s', (_name, who) => {
  let tree: string;
  let house: CoursepostProcess;
  let ports: number[];
  const start = (started: { by?: 'npm' } = {}) => {
    const [port, inboxPort] = ports;
    house = new CoursepostProcess(
      ['serve'],
      { PORT: String(port), INBOX_PORT: String(inboxPort), ...(started.by ? { npm_lifecycle_event: 'start' } : {}) },
      { tree, cwd: tree, shell: started.by === 'npm', ...(who() ? { as: who()! } : {}) },
    );
    return house.ready();
  };
  const reader = () => new Reader(house.site, `http://127.0.0.1:${ports[1]}`, 'ada@example.com');

  const postmasterFile = async () => {
    const note = JSON.parse(await readFile(join(tree, 'data', 'postgres.json'), 'utf8')) as { dataDir: string };
    return join(note.dataDir, 'postmaster.pid');
  };

  beforeAll(async () => {
    tree = await mkdtemp(join(tmpdir(), 'coursepost-clone-')); // 0700
    await copyTree(tree, who());
    ports = await freePorts(2);
  });
  afterAll(async () => {
    await house?.away();
    await removeEmbeddedPostgres({ dataDir: join(tree, 'data') });
    await rm(tree, { recursive: true, force: true });
  });

  it('brings the first lesson from sign-up to inbox, and says where everything is', async () => {
    await start();
    // The site answers a moment before this is said.
    for (const line of [
      `Site    http://localhost:${ports[0]}`,
      `Inbox   http://localhost:${ports[1]}`,
      '/admin',
      'embedded PostgreSQL',
    ])
      await until(`it says ${line}`, () => house.out.includes(line));
    await reader().signUp();
    await reader().confirm();
    expect(await reader().letter(/^Day 1 of 14/)).toContain('/manage/');
    expect((await stat(tree)).mode & 0o777).toBe(0o700);
    expect((await stat(join(tree, 'data', 'postgres-password'))).mode & 0o777).toBe(0o600);
  });

  it('stops on SIGTERM with exit code 0 and its PostgreSQL with it', async () => {
    expect(await house.stop('SIGTERM')).toBe(0);
    expect(house.err).toBe('');
    await expect(stat(await postmasterFile())).rejects.toThrow(/ENOENT/);
  });

  it('keeps people, pages and inbox when it is started again, and sends nothing twice', async () => {
    await start();
    const manage = /http:\/\/\S+\/manage\/[\w.~-]+/.exec(await reader().letter(/^Day 1 of 14/))?.[0] ?? '';
    const page = await fetch(house.site + new URL(manage).pathname);
    expect(page.status).toBe(200);
    expect(await reader().subjects()).toHaveLength(2);
    house.child.kill('SIGINT'); // as npm does it: once from the terminal, once from npm
    expect(await house.stop('SIGINT')).toBe(0);
  });

  it('stops too when the npm that started it is ended, whose shell keeps the signal to itself', async () => {
    await start({ by: 'npm' });
    house.child.kill('SIGTERM');
    await house.ended; // its output ends when the last one that writes to it has ended
    expect(house.out).toContain('Stopping: letters under way are finished first');
    await expect(stat(await postmasterFile())).rejects.toThrow(/ENOENT/);
  });
});
