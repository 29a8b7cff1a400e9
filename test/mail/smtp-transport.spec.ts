import { afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { Socket } from 'node:net';
import { setTimeout as pass } from 'node:timers/promises';
import type { SMTPServerOptions } from 'smtp-server';
import type { SmtpTransport } from '../../src/mail/smtp-transport.js';
import {
  letter,
  read,
  scriptedServer,
  smtpError,
  smtpServer,
  transportTo,
  type TransportWishes,
} from './mail-servers.js';

const toClose: Array<{ close(): Promise<void> }> = [];
afterEach(async () => {
  jest.useRealTimers();
  for (const one of toClose.splice(0).reverse()) await one.close();
});

beforeAll(() => {
  jest.spyOn(console, 'error').mockImplementation(() => {}); // smtp-server's warning about its own test certificate
});

async function real(options: SMTPServerOptions = {}, wishes: TransportWishes = {}) {
  const server = await smtpServer(options);
  const transport = transportTo(server.port, { drain: 0, ...wishes });
  toClose.push(server, transport);
  return { server, transport };
}

async function scripted(script: Parameters<typeof scriptedServer>[0], wishes: TransportWishes = {}) {
  const server = await scriptedServer(script);
  const transport = transportTo(server.port, { drain: 0, ...wishes });
  toClose.push(server, transport);
  return { server, transport };
}

function sendMany(transport: SmtpTransport, count: number) {
  return Promise.all(Array.from({ length: count }, () => transport.send(letter())));
}

async function until(fact: () => boolean): Promise<void> {
  while (!fact()) await pass(5); // and if it never comes to that, the test's own time is over
}

/** The transport's own waiting is over at once; sockets, and `pass`, know only the real time. */
function stopTheClock(): void {
  const doNotFake = ['Date', 'performance', 'nextTick', 'queueMicrotask', 'setImmediate', 'setInterval'] as const;
  jest.useFakeTimers({ doNotFake: [...doNotFake] });
}

/** What comes of it when `heard` was the last that the server answered to: minutes go by, in no time. */
async function inSilence<T>(heard: () => boolean, sending: Promise<T>): Promise<T> {
  let over = false;
  void sending.finally(() => (over = true));
  await until(heard);
  while (!over) {
    await pass(5); // what was said until now is read
    jest.advanceTimersByTime(60_000);
  }
  return sending;
}

describe('handing over letters', () => {
  it('keeps the connection between letters and stuffs dots', async () => {
    const { server, transport } = await real();
    for (const body of ['one', '.two\r\n..\r\n.', 'three']) {
      expect(await transport.send(letter(body))).toEqual({
        stage: 'after-dot',
        code: 250,
        enhanced: null,
        text: expect.any(String),
        cause: 'answer',
        verdict: 'accepted',
        blame: null,
        hardBounce: false,
        slow: null,
      });
    }
    expect(server.connections.opened).toBe(1);
    expect(server.messages[1]).toMatch(/\r\n\r\n\.two\r\n\.\.\r\n\.\r\n$/);
  });

  it.each([
    [true, 3],
    [false, 2],
  ])(
    'has a connection a letter under way, or one for two where the server pipelines (hidden: %s)',
    async (hidePIPELINING, most) => {
      const { server, transport } = await real({ hidePIPELINING } as SMTPServerOptions, { connections: 3 });
      const sent = await sendMany(transport, 60);
      expect(sent.every(({ verdict }) => verdict === 'accepted')).toBe(true);
      expect(server.connections).toMatchObject({ opened: most, most });
      expect(new Set(server.recipients).size).toBe(60);
      expect(server.messages).toHaveLength(60);
      expect(transport.width).toBe(3);
    },
  );

  it('says the next envelope in one breath with the message before it', async () => {
    const breaths: string[] = [];
    const { transport } = await scripted(
      (heard, socket) => {
        if (heard === 'CONNECT') socket.on('data', (chunk) => breaths.push(chunk.toString('latin1')));
        return undefined;
      },
      { connections: 2 },
    );
    await transport.send(letter());
    breaths.length = 0;
    await sendMany(transport, 2);
    expect(breaths).toHaveLength(3);
    expect(breaths[0]).toMatch(/^MAIL FROM:.*\r\nRCPT TO:.*\r\nDATA\r\n$/);
    expect(breaths[1]).toMatch(/\r\n\.\r\nMAIL FROM:.*\r\nRCPT TO:.*\r\nDATA\r\n$/);
    expect(breaths[2]).toMatch(/^Subject: [^]*\r\n\.\r\n$/);
  });

  it('says command by command to a server that does not offer PIPELINING', async () => {
    const breaths: string[] = [];
    const { transport } = await scripted((heard, socket) => {
      if (heard === 'CONNECT') socket.on('data', (chunk) => breaths.push(chunk.toString('latin1')));
      return heard.startsWith('EHLO') ? '250-here\r\n250 8BITMIME\r\n' : undefined;
    });
    await sendMany(transport, 2);
    for (const breath of breaths) expect(breath.match(/^(MAIL|RCPT|DATA)/gm)?.length ?? 0).toBeLessThanOrEqual(1);
  });

  it('answers a go-ahead for nobody with an empty message to nobody', async () => {
    const { server, transport } = await scripted((heard) =>
      heard.startsWith('RCPT TO:<no') ? '550 5.1.1 No\r\n' : undefined,
    );
    expect(await transport.send(letter('x', 'no@example.com'))).toMatchObject({
      stage: 'rcpt',
      code: 550,
      verdict: 'refused',
    });
    expect((await transport.send(letter('x', 'yes@example.com'))).verdict).toBe('accepted');
    expect(server.connections()).toBe(1);
    expect(server.heard.filter((line) => line === 'END')).toHaveLength(2);
  });

  it('gives each letter its own answer, whatever the others get', async () => {
    const codes = [250, 451, 552, 250, 550];
    const { transport } = await real(
      {
        onRcptTo: ({ address }, _session, done) => {
          const code = Number(address.slice(1, 4));
          done(address.startsWith('r') && code !== 250 ? smtpError(code, 'So it is') : null);
        },
        onData: (stream, session, done) =>
          read(stream, () => {
            const code = Number(session.envelope.rcptTo[0]?.address.slice(1, 4));
            done(code === 250 ? null : smtpError(code, 'So it is'));
          }),
      },
      { connections: 4 },
    );
    const wanted = Array.from({ length: 60 }, (_, index) => ({
      code: codes[(index * 7) % 5]!,
      at: index % 3 ? 'd' : 'r',
    }));
    const sent = await Promise.all(
      wanted.map(({ code, at }, index) => transport.send(letter('x', `${at}${code}.${index}@example.com`))),
    );
    expect(sent.map(({ code }) => code)).toEqual(wanted.map(({ code }) => code));
  });

  it('keeps to the connections it has when the server wants no more of them', async () => {
    const { server, transport } = await real(
      { onConnect: (_session, done) => done(server.connections.open > 1 ? smtpError(421, '4.7.0 Too many') : null) },
      { connections: 6 },
    );
    const sent = await sendMany(transport, 40);
    expect(sent.map(({ verdict }) => verdict)).toEqual(Array.from({ length: 40 }, () => 'accepted'));
    expect(server.messages).toHaveLength(40);
  });

  it('sends on over another connection when the server ends one behind a letter', async () => {
    const { server, transport } = await scripted((heard, socket) => {
      if (heard !== 'END') return undefined;
      socket.end('250 that was the last one\r\n');
      return null;
    });
    const sent = await sendMany(transport, 12);
    expect(sent.every(({ verdict }) => verdict === 'accepted')).toBe(true);
    expect(server.heard.filter((line) => line === 'END')).toHaveLength(12);
  });

  it('changes the connection after so many letters, without a word', async () => {
    const { server, transport } = await real({}, { connections: 1, perConnection: 5 });
    await sendMany(transport, 12);
    expect(server.connections.opened).toBe(3);
    expect(server.messages).toHaveLength(12);
  });

  it('waits for the old connection to be gone before it opens the next', async () => {
    const goodBye: boolean[] = [];
    let old: Socket | undefined;
    const { transport } = await scripted(
      (heard, socket) => {
        if (heard === 'CONNECT') {
          if (old !== undefined) goodBye.push(old.writableEnded);
          old = socket;
        }
        if (heard !== 'QUIT') return undefined;
        setTimeout(() => socket.end('221 bye\r\n'), 30);
        return null;
      },
      { connections: 1, perConnection: 1, times: { leaving: 60_000 } },
    );
    await sendMany(transport, 3);
    expect(goodBye).toEqual([true, true]);
  });

  it('ends a connection that has nothing to do, and opens another when there is a letter again', async () => {
    const { server, transport } = await real({}, { times: { idle: 30 } });
    await transport.send(letter());
    await until(() => server.connections.open === 0);
    expect((await transport.send(letter())).verdict).toBe('accepted');
    expect(server.connections.opened).toBe(2);
  });

  it('goes on over the same connection after a refused recipient', async () => {
    for (const hidePIPELINING of [false, true]) {
      const { server, transport } = await real({
        hidePIPELINING,
        onRcptTo: ({ address }, _session, done) =>
          done(address.startsWith('no') ? smtpError(550, '5.1.1 <no@example.com>: No such user') : null),
      } as SMTPServerOptions);
      for (const to of ['no1@example.com', 'no2@example.com']) {
        expect(await transport.send(letter('x', to))).toMatchObject({
          stage: 'rcpt',
          code: 550,
          enhanced: '5.1.1',
          text: '<…@…>: No such user',
          verdict: 'refused',
          blame: 'letter',
          hardBounce: true,
        });
      }
      expect((await transport.send(letter())).verdict).toBe('accepted');
      expect(server.connections.opened).toBe(1);
    }
  });

  it('speaks TLS from the first byte, over STARTTLS, and with a login', async () => {
    const onAuth: SMTPServerOptions['onAuth'] = (auth, session, done) =>
      done(null, auth.username === 'ada' && auth.password === 'p@ss' && session.secure ? { user: 'ada' } : {});
    const options = { authOptional: false, hideSTARTTLS: false, onAuth } as SMTPServerOptions;
    const upgraded = await real(options, { login: 'ada:p%40ss', query: '?requireTLS=true' });
    expect((await upgraded.transport.send(letter())).verdict).toBe('accepted');
    const secure = await real({ ...options, secure: true }, { login: 'ada:p%40ss', scheme: 'smtps' });
    expect((await secure.transport.send(letter())).verdict).toBe('accepted');
  });
});

describe("the relay's own trouble judges no letter", () => {
  it('421 at the greeting', async () => {
    const { transport } = await real({
      onConnect: (_session, done) => done(smtpError(421, '4.7.0 Too many connections')),
    });
    expect(await transport.send(letter())).toMatchObject({ stage: 'greeting', code: 421, verdict: 'relay-trouble' });
  });

  it('nobody listening', async () => {
    const { server, transport } = await real();
    await server.close();
    expect(await transport.send(letter())).toMatchObject({
      stage: 'connect',
      code: null,
      cause: 'cut',
      verdict: 'relay-trouble',
      text: expect.stringContaining('ECONNREFUSED'),
    });
  });

  it('a wrong password', async () => {
    const { transport } = await real(
      { onAuth: (_auth, _session, done) => done(smtpError(535, '5.7.8 Wrong')), allowInsecureAuth: true },
      { login: 'ada:hunter2' },
    );
    const sent = await transport.send(letter());
    expect(sent).toMatchObject({ stage: 'auth', code: 535, enhanced: '5.7.8', verdict: 'relay-trouble' });
    expect(JSON.stringify(sent)).not.toContain('hunter2');
  });

  it('no login offered though we have one', async () => {
    const { server, transport } = await real({ disabledCommands: ['AUTH'] }, { login: 'ada:hunter2' });
    expect(await transport.send(letter())).toMatchObject({ stage: 'auth', code: null, verdict: 'relay-trouble' });
    expect(server.recipients).toEqual([]);
  });

  it('no TLS though we insist, and a certificate nobody vouches for', async () => {
    const without = await real({ disabledCommands: ['STARTTLS'] }, { query: '?requireTLS=true' });
    expect(await without.transport.send(letter())).toMatchObject({ stage: 'starttls', verdict: 'relay-trouble' });
    const doubtful = await real({ hideSTARTTLS: false }, { query: '?rejectUnauthorized=true' });
    expect(await doubtful.transport.send(letter())).toMatchObject({
      stage: 'starttls',
      verdict: 'relay-trouble',
      text: expect.stringMatching(/^No TLS \(.*certificate/),
    });
  });

  it.each<[string, string, string]>([
    ['CONNECT', '554 5.7.1 Go away\r\n', 'greeting'],
    ['EHLO', '421 4.3.2 Closing\r\n', 'ehlo'],
    ['MAIL', '450 4.7.1 Slow down\r\n', 'mail-from'],
    ['MAIL', '550 5.1.8 We do not know you\r\n', 'mail-from'],
    ['MAIL', '421 4.7.0 Not now\r\n', 'mail-from'],
  ])('%s answered with %j', async (command, answer, stage) => {
    const { server, transport } = await scripted((heard) => (heard.startsWith(command) ? answer : undefined));
    expect(await transport.send(letter())).toMatchObject({ stage, verdict: 'relay-trouble', blame: 'relay' });
    expect(server.connections()).toBe(1);
  });

  it.each<[string, string]>([
    ['CONNECT', 'greeting'],
    ['EHLO', 'ehlo'],
  ])('silence after %s', async (command, stage) => {
    stopTheClock();
    const { server, transport } = await scripted((heard) => (heard.startsWith(command) ? null : undefined));
    const silent = () => server.heard.at(-1)?.startsWith(command) ?? false;
    const sent = await inSilence(silent, transport.send(letter()));
    expect(sent).toMatchObject({ stage, cause: 'time-out', verdict: 'relay-trouble' });
  });

  it.each(['CONNECT', 'EHLO'])('cut at %s', async (command) => {
    const { transport } = await scripted((heard) => (heard.startsWith(command) ? 'cut' : undefined));
    expect(await transport.send(letter())).toMatchObject({ cause: 'cut', verdict: 'relay-trouble' });
  });
});

describe('answers to a letter', () => {
  it.each<[number, string]>([
    [450, 'again'],
    [452, 'again'],
    [550, 'refused'],
    [554, 'refused'],
  ])('%i at RCPT means %s', async (code, verdict) => {
    const { transport } = await real({ onRcptTo: (_address, _session, done) => done(smtpError(code, 'So it is')) });
    expect(await transport.send(letter())).toMatchObject({ stage: 'rcpt', code, verdict, blame: 'letter' });
  });

  it.each<[number, string]>([
    [451, 'again'],
    [452, 'again'],
    [552, 'refused'],
    [554, 'refused'],
  ])('%i after the dot means %s, and the connection stays', async (code, verdict) => {
    let first = true;
    const { server, transport } = await real({
      onData: (stream, _session, done) =>
        read(stream, () => {
          done(first ? smtpError(code, 'So it is') : null);
          first = false;
        }),
    });
    expect(await transport.send(letter())).toMatchObject({ stage: 'after-dot', code, verdict, blame: 'letter' });
    expect((await transport.send(letter())).verdict).toBe('accepted');
    expect(server.connections.opened).toBe(1);
  });

  it.each<[string, string, string, string, string]>([
    ['DATA', '552 5.3.4 Too big\r\n', 'data', 'refused', 'letter'],
    ['DATA', '451 4.3.0 Not now\r\n', 'data', 'again', 'letter'],
    ['DATA', '421 4.3.0 Closing\r\n', 'data', 'again', 'relay'],
    ['RCPT', '421 4.3.0 Closing\r\n', 'rcpt', 'again', 'relay'],
    ['END', '421 4.3.0 Closing\r\n', 'after-dot', 'again', 'relay'],
    ['END', '25', 'after-dot', 'in-doubt', 'relay'],
    ['END', '250 OK, but no line end', 'after-dot', 'in-doubt', 'relay'],
    ['END', 'what?\r\n', 'after-dot', 'in-doubt', 'relay'],
    ['RCPT', '550 Use', 'rcpt', 'again', 'relay'],
  ])('%s answered with %j', async (command, answer, stage, verdict, blame) => {
    const { transport } = await scripted((heard, socket) => {
      if (!heard.startsWith(command)) return undefined;
      if (!answer.endsWith('\n')) socket.end(answer);
      return answer.endsWith('\n') ? answer : null;
    });
    expect(await transport.send(letter())).toMatchObject({ stage, verdict, blame });
  });

  it('an answer in the middle of the message counts, and the connection is given up', async () => {
    const { server, transport } = await scripted((heard, socket, connection) => {
      if (heard !== 'DATA' || connection > 1) return undefined;
      socket.pause();
      return '354 go on\r\n552 5.3.4 Enough\r\n';
    });
    const sent = await transport.send(letter('x'.repeat(20_000_000)));
    expect(sent).toMatchObject({ stage: 'data', code: 552, verdict: 'refused' });
    expect((await transport.send(letter())).verdict).toBe('accepted');
    expect(server.connections()).toBe(2);
  });

  it('a letter over the announced size is refused here, and no other suffers', async () => {
    const { server, transport } = await real({ size: 1_000 });
    expect(await transport.send(letter('x'.repeat(2_000)))).toMatchObject({
      code: null,
      cause: 'unsuited',
      verdict: 'refused',
      text: 'The mail server takes no letter over 1000 bytes.',
    });
    expect(server.recipients).toEqual([]);
    expect((await transport.send(letter())).verdict).toBe('accepted');
  });

  it('552 from a server that did not announce its size', async () => {
    const { transport } = await real({
      size: 1_000,
      hideSize: true,
      onData: (stream, _session, done) =>
        read(stream, () => done(stream.sizeExceeded ? smtpError(552, 'Too big') : null)),
    });
    expect(await transport.send(letter('x'.repeat(2_000)))).toMatchObject({
      stage: 'after-dot',
      code: 552,
      verdict: 'refused',
    });
  });

  it('an address in another script needs SMTPUTF8; its domain alone does not', async () => {
    const able = await real();
    expect((await able.transport.send(letter('x', 'jörg@münchen.example'))).verdict).toBe('accepted');
    expect(able.server.recipients).toEqual(['jörg@münchen.example']); // smtp-server shows domains as people do
    const unable = await real({ hideSMTPUTF8: true } as SMTPServerOptions);
    expect(await unable.transport.send(letter('x', 'jörg@example.com'))).toMatchObject({
      code: null,
      verdict: 'refused',
      hardBounce: false,
      text: 'The mail server cannot take addresses with non-ASCII characters.',
    });
    const plain = await scripted(() => undefined);
    expect((await plain.transport.send(letter('x', 'jorg@münchen.example'))).verdict).toBe('accepted');
    expect(plain.server.heard).toContain('RCPT TO:<jorg@xn--mnchen-3ya.example>');
  });

  it('an address that could end the command is never said', async () => {
    const { server, transport } = await real();
    expect(await transport.send(letter('x', 'a@example.com>\r\nRCPT TO:<b@example.com'))).toMatchObject({
      cause: 'unsuited',
      verdict: 'refused',
    });
    expect(server.recipients).toEqual([]);
    expect((await transport.send(letter())).verdict).toBe('accepted');
  });
});

describe('a connection that breaks', () => {
  it.each<[string, string, string]>([
    ['MAIL', 'mail-from', 'again'],
    ['RCPT', 'rcpt', 'again'],
    ['DATA', 'rcpt', 'again'],
    ['END', 'after-dot', 'in-doubt'],
  ])('cut at %s', async (command, stage, verdict) => {
    const { server, transport } = await scripted((heard) => (heard.startsWith(command) ? 'cut' : undefined));
    expect(await transport.send(letter())).toMatchObject({ stage, cause: 'cut', verdict, blame: 'relay' });
    expect(server.connections()).toBe(1);
  });

  it.each<[string, string, string]>([
    ['MAIL', 'mail-from', 'again'],
    ['DATA', 'rcpt', 'again'],
    ['END', 'after-dot', 'in-doubt'],
  ])('silence at %s', async (command, stage, verdict) => {
    stopTheClock();
    const { server, transport } = await scripted((heard) => (heard.startsWith(command) ? null : undefined));
    const silent = () => server.heard.at(-1)?.startsWith(command) ?? false;
    const sent = await inSilence(silent, transport.send(letter()));
    expect(sent).toMatchObject({ stage, cause: 'time-out', verdict, blame: 'relay' });
    expect(server.connections()).toBe(1);
  });

  it('cut before DATA, by a real server', async () => {
    const { server, transport } = await real({
      onRcptTo: () => server.sockets.forEach((socket) => socket.resetAndDestroy()),
    });
    expect(await transport.send(letter())).toMatchObject({ cause: 'cut', verdict: 'again', blame: 'relay' });
  });

  it('cut in DATA, by a real server: the letter cannot have left', async () => {
    const { server, transport } = await real({
      onData: (stream) => stream.once('data', () => server.sockets.forEach((socket) => socket.resetAndDestroy())),
    });
    expect(await transport.send(letter('x\r\n'.repeat(7_000_000)))).toMatchObject({
      stage: 'data',
      cause: 'cut',
      verdict: 'again',
      blame: 'relay',
    });
  });

  it('cut after the dot, by a real server: in doubt', async () => {
    const { server, transport } = await real({
      onData: (stream) => read(stream, () => server.sockets.forEach((socket) => socket.resetAndDestroy())),
    });
    expect(await transport.send(letter('x'.repeat(11_000)))).toMatchObject({ stage: 'after-dot', verdict: 'in-doubt' });
  });

  it('a large letter that the server stops reading times out before the dot', async () => {
    stopTheClock();
    const { server, transport } = await scripted((heard, socket) => {
      if (heard !== 'DATA') return undefined;
      socket.pause();
      return '354 go on\r\n';
    });
    const sent = await inSilence(() => server.heard.includes('DATA'), transport.send(letter('x'.repeat(20_000_000))));
    expect(sent).toMatchObject({ stage: 'data', cause: 'time-out', verdict: 'again' });
  });
});

describe('a kept connection that the server has ended', () => {
  it('while nobody looked, is replaced', async () => {
    const { server, transport } = await real();
    await transport.send(letter());
    server.sockets.forEach((socket) => socket.destroy());
    await until(() => server.sockets.size === 0);
    expect((await transport.send(letter())).verdict).toBe('accepted');
    expect(server.messages).toHaveLength(2);
  });

  it('at whatever moment its good-bye is noticed, is replaced', async () => {
    const { server, transport } = await scripted((heard, socket) => {
      if (heard === 'END') socket.end('250 fine\r\n');
      return heard === 'END' ? null : undefined;
    });
    for (let turns = 0; turns < 25; turns++) {
      expect((await transport.send(letter())).verdict).toBe('accepted');
      for (let turn = 0; turn < turns % 8; turn++) await new Promise((resolve) => setImmediate(resolve));
    }
    expect(server.heard.filter((line) => line === 'END')).toHaveLength(25);
  });

  it.each<[string, (connection: number, letters: number) => string | undefined]>([
    ['as the next letter comes', () => 'cut'],
    ['with a 421 as the next letter comes', () => '421 4.4.2 Idle too long\r\n'],
  ])('%s, is replaced once and nothing is sent twice', async (_, answer) => {
    let mails = 0;
    const { server, transport } = await scripted((heard, _socket, connection) =>
      heard.startsWith('MAIL') && connection === 1 && ++mails === 2 ? answer(connection, mails) : undefined,
    );
    expect((await transport.send(letter())).verdict).toBe('accepted');
    expect((await transport.send(letter())).verdict).toBe('accepted');
    expect(server.connections()).toBe(2);
    expect(server.heard.filter((line) => line === 'END')).toHaveLength(2);
  });

  it('is not replaced a second time', async () => {
    let mails = 0;
    const { server, transport } = await scripted((heard) =>
      heard.startsWith('MAIL') && ++mails > 1 ? 'cut' : undefined,
    );
    await transport.send(letter());
    expect(await transport.send(letter())).toMatchObject({ stage: 'mail-from', cause: 'cut', verdict: 'again' });
    expect(server.connections()).toBe(2);
  });

  it('is not tried again once anything was answered to this letter', async () => {
    let rcpts = 0;
    const { server, transport } = await scripted((heard) =>
      heard.startsWith('RCPT') && ++rcpts > 1 ? 'cut' : undefined,
    );
    await transport.send(letter());
    expect(await transport.send(letter())).toMatchObject({ cause: 'cut', verdict: 'again', blame: 'relay' });
    expect(server.connections()).toBe(1);
  });

  it('and cannot be had again, is the trouble of the relay', async () => {
    const { server, transport } = await real();
    await transport.send(letter());
    await server.close();
    expect(await transport.send(letter())).toMatchObject({ stage: 'connect', verdict: 'relay-trouble' });
  });
});

describe('asking whether the server is there', () => {
  it('is null when it lets us in, and holds one connection for it', async () => {
    const { server, transport } = await real();
    expect(await Promise.all([transport.check(), transport.check(), transport.check()])).toEqual([null, null, null]);
    expect(await transport.check()).toBeNull();
    await transport.send(letter());
    expect(server.connections.opened).toBe(1);
  });

  it('says why not, without the password', async () => {
    const { server, transport } = await real(
      { onAuth: (_auth, _session, done) => done(smtpError(535, 'Wrong')), allowInsecureAuth: true },
      { login: 'ada:hunter2' },
    );
    expect(await transport.check()).toBe(`127.0.0.1:${server.port} as ada, auth: 535 Wrong`);
  });
});

describe('closing', () => {
  it('lets letters under way end, gives the waiting ones back, and says good-bye', async () => {
    const { server, transport } = await real(
      { onData: (stream, _session, done) => read(stream, () => setTimeout(done, 50)) },
      { connections: 1, drain: 60_000 },
    );
    const [first, second] = [transport.send(letter()), transport.send(letter())];
    await until(() => server.recipients.length === 1);
    await transport.close();
    expect((await first).verdict).toBe('accepted');
    expect(await second).toMatchObject({ verdict: 'relay-trouble', text: 'The mail transport is closed.' });
    expect((await transport.send(letter())).verdict).toBe('relay-trouble');
    expect(await transport.check()).toBe('The mail transport is closed.');
    await until(() => server.connections.open === 0);
    expect(server.recipients).toHaveLength(1);
  });

  it('cuts what hangs, and says honestly which letters are in doubt', async () => {
    const { server, transport } = await scripted((heard) => (heard === 'END' ? null : undefined), {
      drain: 40,
      connections: 1,
    });
    const hanging = transport.send(letter());
    await until(() => server.heard.includes('END'));
    await transport.close();
    expect(await hanging).toMatchObject({ stage: 'after-dot', cause: 'cut', verdict: 'in-doubt' });
    expect(server.connections()).toBe(1);
  });

  it('gives up an opening that hangs', async () => {
    const { server, transport } = await scripted(() => null, { drain: 20 });
    const hanging = transport.send(letter());
    await until(() => server.connections() === 1);
    await transport.close();
    expect(await hanging).toMatchObject({ stage: 'greeting', verdict: 'relay-trouble' });
  });

  it('does not open a connection again for a kept one that it cut itself', async () => {
    let mails = 0;
    const { server, transport } = await scripted(
      (heard) => (heard.startsWith('MAIL') && ++mails > 1 ? null : undefined),
      {
        drain: 20,
      },
    );
    await transport.send(letter());
    const hanging = transport.send(letter());
    await until(() => mails === 2);
    await transport.close();
    expect(await hanging).toMatchObject({ stage: 'mail-from', cause: 'cut', verdict: 'again' });
    expect(server.connections()).toBe(1);
  });
});
