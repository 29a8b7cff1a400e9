import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { CoursepostProcess, freePorts, until } from './coursepost-process.js';
import { Reader } from './reader.js';

describe('the demo', () => {
  let temp: string;
  const running: CoursepostProcess[] = [];
  beforeAll(async () => {
    temp = await mkdtemp(join(tmpdir(), 'coursepost-demo-test-'));
  });
  afterAll(async () => {
    await Promise.all(running.map((demo) => demo.away()));
    await rm(temp, { recursive: true, force: true });
  });
  const open = async (...words: string[]) => {
    const [port, inboxPort] = await freePorts(2);
    // What belongs to a real house must not reach it.
    const others = {
      DATABASE_URL: 'nonsense',
      DATA_DIR: '/nowhere',
      PUBLIC_URL: 'https://courses.example',
      SECRET: 'x',
    };
    const settings = { ...others, TMPDIR: temp, PORT: String(port), INBOX_PORT: String(inboxPort) };
    const demo = new CoursepostProcess(['demo', ...words], settings);
    running.push(demo);
    return demo;
  };

  it('walks everybody through fourteen lessons, ends by itself with its books in order, and leaves nothing behind', async () => {
    const demo = await open('--day', '1500ms', '--subscribers', '5');
    await until('the newcomer is in', () => demo.out.includes('Robin has signed up'));
    const watcher = new Reader(demo.site, `http://127.0.0.1:${demo.settings.INBOX_PORT}`, 'watcher@example.com');
    await watcher.signUp();
    await watcher.confirm();
    expect(await demo.ended).toBe(0);
    expect(demo.err).toBe('');
    expect(demo.out).toMatch(/Day  2 · /);
    expect(demo.out).toMatch(/The demo is over: \d+ days in \d+ s/);
    expect(demo.out).toMatch(/People {6}6 finished, 14 lessons each, in order/);
    expect(demo.out).toMatch(/Letters {5}2 confirmations, \d+ lessons, [67] completion letters/);
    expect(demo.out).toMatch(/1 more person signed up while it ran/);
    expect(demo.out).toMatch(/Duplicates {2}0\n {2}Lost {8}0\n/);
    expect(await readdir(temp)).toEqual([]);
  });

  it('shows its site and inbox meanwhile, and stops on Ctrl-C without a trace', async () => {
    const demo = await open('--day', '1h', '--subscribers', '3');
    await until('it is open', () => demo.out.includes('Ends by itself'));
    expect((await fetch(demo.site)).status).toBe(200);
    await until('the newcomer is in', () => demo.out.includes('Robin has signed up'));
    expect(await demo.stop('SIGINT')).toBe(0);
    expect(demo.out).toMatch(/The demo was stopped: 1 day in/);
    expect(await readdir(temp)).toEqual([]);
  });
});
