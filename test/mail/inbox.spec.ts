import { Agent, get, type IncomingHttpHeaders } from 'node:http';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { networkInterfaces, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { createTransport } from 'nodemailer';
import { PortTaken, startInbox, type Inbox } from '../../src/mail/inbox.js';

let dataDir: string;
let inbox: Inbox | null = null;

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'coursepost-inbox-'));
});
afterEach(async () => {
  await inbox?.stop();
  inbox = null;
  await rm(join(dataDir, 'inbox'), { recursive: true, force: true });
});
afterAll(async () => {
  await rm(dataDir, { recursive: true, force: true });
});

interface Summary {
  total: number;
  items: { id: string; subject: string }[];
}

async function open(keep?: number, webPort = 0): Promise<Inbox> {
  inbox = await startInbox({ webPort, dataDir, ...(keep === undefined ? {} : { keep }) });
  return inbox;
}

async function send(to: Inbox, count: number, connections = 1): Promise<void> {
  const pool = createTransport({ url: to.smtpUrl, pool: true, maxConnections: connections, maxMessages: Infinity });
  const letter = (n: number) => ({
    from: 'coach@example.com',
    to: `r${n}@example.com`,
    subject: `Lesson ${n}`,
    html: `<p>Day ${n}</p>`,
  });
  for (let n = 1; n <= count; n += connections) {
    const turn = Array.from({ length: Math.min(connections, count - n + 1) }, (_, i) => pool.sendMail(letter(n + i)));
    await Promise.all(turn);
  }
  pool.close();
}

const list = async (of: Inbox, query = ''): Promise<Summary> =>
  (await (await fetch(`${of.webUrl}api/email/summary${query}`)).json()) as Summary;

/** What the inbox answers to a request with these headers. */
function answerTo(url: string, headers: IncomingHttpHeaders, agent: Agent | false = false): Promise<number | string> {
  return new Promise((resolve) => {
    const request = get(url, { headers, agent }, (response) => {
      response.resume();
      response.on('end', () => resolve(response.statusCode ?? 0));
    });
    request.on('upgrade', (_, socket) => {
      socket.destroy();
      resolve('upgraded');
    });
    request.on('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message));
  });
}

describe('the development inbox', () => {
  it('shows what was sent, newest first, also within one second', async () => {
    const running = await open();
    await send(running, 3);
    const { items, total } = await list(running);
    expect(total).toBe(3);
    expect(items.map((item) => item.subject)).toEqual(['Lesson 3', 'Lesson 2', 'Lesson 1']);
    expect((await list(running, '?skip=1&limit=1')).items).toMatchObject([{ subject: 'Lesson 2' }]);
    const source = await (await fetch(`${running.webUrl}api/email/${items[0]!.id}/source`)).text();
    expect(source).toContain('To: r3@example.com');
    const page = await fetch(running.webUrl, { headers: { accept: 'text/html' } });
    expect(await page.text()).toContain('<div id="root">');
  });

  it('takes mail over twenty open connections and keeps the newest only, in memory and on disk', async () => {
    const running = await open(50);
    await send(running, 120, 20);
    expect((await list(running)).total).toBe(50);
    expect(await readdir(join(dataDir, 'inbox'))).toHaveLength(50);
  });

  it('shows the mails again after a restart on the same port', async () => {
    const first = await open();
    await send(first, 2);
    await first.stop();
    const second = await open(undefined, Number(new URL(first.webUrl).port));
    expect((await list(second)).total).toBe(2);
  });

  it('listens on this machine alone', async () => {
    const running = await open();
    const outside = Object.values(networkInterfaces())
      .flat()
      .find((one) => one && one.family === 'IPv4' && !one.internal);
    expect(new URL(running.webUrl).hostname).toBe('127.0.0.1');
    expect(new URL(running.smtpUrl).hostname).toBe('127.0.0.1');
    if (!outside) return;
    for (const url of [running.webUrl, running.smtpUrl]) {
      expect(await answerTo(`http://${outside.address}:${new URL(url).port}/`, {})).toBe('ECONNREFUSED');
    }
  });

  it('answers no other web site: neither by CORS, nor over a WebSocket, nor under a foreign name', async () => {
    const { webUrl } = await open();
    const api = `${webUrl}api/email/summary`;
    const own = webUrl.replace(/\/$/, '');
    expect(await answerTo(api, { host: 'localhost:1080' })).toBe(200);
    expect(await answerTo(api, { host: 'evil.example:1080' })).toBe(403);
    expect(await answerTo(api, { origin: 'http://evil.example' })).toBe(403);
    expect(await answerTo(api, { origin: 'null' })).toBe(403);
    expect((await fetch(api)).headers.get('access-control-allow-origin')).toBeNull();
    const socket = {
      connection: 'upgrade',
      upgrade: 'websocket',
      'sec-websocket-version': '13',
      'sec-websocket-key': 'AAAAAAAAAAAAAAAAAAAAAA==',
    };
    const live = `${webUrl}socket.io/?EIO=4&transport=websocket`;
    expect(await answerTo(live, { ...socket, origin: own })).toBe('upgraded');
    expect(await answerTo(live, { ...socket, origin: 'http://evil.example' })).toBe(403);
  });

  it('names INBOX_PORT when the port is taken, and leaves nothing open', async () => {
    const running = await open();
    const port = Number(new URL(running.webUrl).port);
    const error = await startInbox({ webPort: port, dataDir }).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(PortTaken);
    expect(error).toMatchObject({ port, message: expect.stringContaining('INBOX_PORT') });
    expect((await list(running)).total).toBe(0);
  });

  it('stops at once though clients hold their connections, prints nothing and takes no signals', async () => {
    const printed = [jest.spyOn(console, 'log'), jest.spyOn(console, 'info'), jest.spyOn(console, 'warn')];
    const signals = () => ['SIGINT', 'SIGTERM'].map((name) => process.listenerCount(name));
    const before = signals();
    const running = await open();
    const agent = new Agent({ keepAlive: true });
    await answerTo(`${running.webUrl}api/healthz`, {}, agent);
    const pool = createTransport({ url: running.smtpUrl, pool: true });
    await pool.sendMail({ from: 'a@example.com', to: 'b@example.com', subject: 'x', text: 'x' });
    const began = performance.now();
    await running.stop();
    await running.stop();
    expect(performance.now() - began).toBeLessThan(20_000); // and not after the half minute that clients are given
    expect(await answerTo(running.webUrl, {})).toBe('ECONNREFUSED');
    expect(signals()).toEqual(before);
    for (const spy of printed) {
      expect(spy).not.toHaveBeenCalled();
      spy.mockRestore();
    }
    pool.close();
    agent.destroy();
  });
});
