import { createHash } from 'node:crypto';
import { createServer, type Socket } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { Random } from './random.js';
import { polite, type Misdeed, type Place, type SinkReport, type Taken, type Wishes } from './sink-wishes.js';

/**
 * A mail server that misbehaves as it is told and counts what arrives by Message-ID, in a process of its own. Its parent sends
 * { wishes } (answered when they hold), 'report' (answered with a SinkReport) or 'forget'.
 */
let wishes: Wishes = polite;
let random = new Random(1);
let done = 0;
let connections = 0;
let mostConnections = 0;
const open = new Set<Socket>();
/** This sink does tell. */
type Counted = Taken & { hash: string; doubtful: number };
const letters = new Map<string, Counted>();

/** What is read from a connection, piece by piece, as slowly as wished. */
class Hearing {
  private pending: Buffer = Buffer.alloc(0);
  private over = false;
  private wake = () => {};

  constructor(socket: Socket) {
    socket.on('data', (chunk: Buffer) => {
      this.pending = this.pending.length === 0 ? chunk : Buffer.concat([this.pending, chunk]);
      if (wishes.bytesPerSecond !== null) {
        socket.pause();
        setTimeout(() => socket.resume(), (chunk.length / wishes.bytesPerSecond) * 1_000);
      }
      this.wake();
    });
    socket.on('error', () => socket.destroy());
    socket.on('close', () => {
      this.over = true;
      this.wake();
    });
    socket.on('end', () => {
      this.over = true;
      this.wake();
    });
  }

  get isEmpty(): boolean {
    return this.pending.length === 0;
  }

  /** Up to `mark`, which is taken off; null when the other side has gone. With `most`, no more than that, without a mark. */
  async until(mark: string, most = Infinity): Promise<Buffer | null> {
    for (;;) {
      const at = this.pending.indexOf(mark, 0, 'latin1');
      const length = at >= 0 ? at + mark.length : this.pending.length >= most ? most : -1;
      if (length >= 0) {
        const taken = this.pending.subarray(0, at >= 0 ? at : most);
        this.pending = this.pending.subarray(length);
        return taken;
      }
      if (this.over) return null;
      await new Promise<void>((resolve) => (this.wake = resolve));
    }
  }
}

async function converse(socket: Socket): Promise<void> {
  const hearing = new Hearing(socket);
  let unsaid = '';
  const say = async (line: string) => {
    unsaid += `${line}\r\n`;
    if (!hearing.isEmpty && wishes.delay === 0 && !wishes.halfLines) return;
    const words = unsaid;
    unsaid = '';
    if (wishes.delay > 0) await pause(wishes.delay);
    if (!wishes.halfLines) return void socket.write(words);
    for (let from = 0; from < words.length;) {
      const length = random.between(1, 9);
      socket.write(words.slice(from, from + length));
      from += length;
      await pause(random.between(0, 2));
    }
  };
  /** Gives whether the conversation goes on as if nothing had been; says what is to be said instead. */
  const misbehave = async (place: Place): Promise<Deed> => {
    const deed = misdeedAt(place);
    if (deed === null) return 'no';
    if ('says' in deed) {
      await say(deed.says);
      if (!deed.says.startsWith('421')) return 'said';
      socket.end(unsaid);
      return 'left';
    }
    if ('hangs' in deed) {
      await pause(deed.hangs);
      if (deed.then === 'answer') return 'no';
    }
    socket.destroy();
    return 'cut';
  };

  if ((await misbehave('greeting')) !== 'no') return void socket.end(unsaid);
  await say('220 sink');
  let refused = false;
  for (let line = await hearing.until('\r\n'); line !== null; line = await hearing.until('\r\n')) {
    const verb = line.toString('latin1', 0, 4).toUpperCase();
    if (verb === 'QUIT') return void socket.end(`${unsaid}221 Bye\r\n`);
    if (verb === 'EHLO') {
      const offers = ['sink', '8BITMIME', ...(wishes.pipelining ? ['PIPELINING'] : [])];
      if (wishes.smtpUtf8) offers.push('SMTPUTF8');
      for (const [index, offer] of offers.entries()) await say(`250${index + 1 < offers.length ? '-' : ' '}${offer}`);
      continue;
    }
    const place = ({ MAIL: 'mail', RCPT: 'rcpt', DATA: 'data' } as const)[verb];
    if (place === 'mail') refused = false;
    if (place === 'data' && refused) {
      await say('503 5.5.1 Nobody to send it to');
      continue;
    }
    const deed = place === undefined ? 'no' : await misbehave(place);
    if (deed === 'cut' || deed === 'left') return;
    if (deed === 'said') refused = true;
    else if (verb !== 'DATA') await say('250 2.1.0 Ok');
    if (verb !== 'DATA' || deed === 'said') continue;
    await say('354 Go on');
    if (misdeedAt('message') !== null) {
      await hearing.until('\r\n.\r\n', random.between(1, 9_000));
      return void socket.destroy();
    }
    const message = await hearing.until('\r\n.\r\n');
    if (message === null) return;
    const after = await atTheDot(message, misbehave);
    if (after === 'cut' || after === 'left') return;
    if (after === 'no') await say('250 2.0.0 Ok');
  }
  socket.destroy();
}

/** no: it goes on as if nothing had been; said: refused; left: refused with a good-bye; cut: no word more. */
type Deed = 'no' | 'said' | 'left' | 'cut';

/** Whether the letter counts as taken when its answer does not come is the toss of a coin: either is true of real servers. */
async function atTheDot(message: Buffer, misbehave: (place: Place) => Promise<Deed>) {
  const deed = await misbehave('dot');
  if (deed === 'said' || deed === 'left') return deed;
  const letter = note(message);
  if (deed === 'cut') {
    letter.doubtful += 1;
    if (random.next() < 0.5) letter.arrived -= 1;
  }
  return deed;
}

function note(message: Buffer): Counted {
  const messageId = /^Message-ID:\s*(<[^>]+>)/im.exec(message.toString('latin1', 0, 8_000))?.[1] ?? '(none)';
  const hash = createHash('sha256').update(message).digest('hex');
  const letter = letters.get(messageId) ?? { messageId, arrived: 0, doubtful: 0, differs: false, hash };
  letters.set(messageId, letter);
  letter.differs ||= letter.hash !== hash;
  letter.arrived += 1;
  return letter;
}

function misdeedAt(place: Place): Misdeed | null {
  const here = wishes.misdeeds.filter((one) => one.at === place);
  if (here.length === 0 || done >= wishes.atMost || random.next() >= wishes.chance) return null;
  done += 1;
  return random.one(here).does;
}

const server = createServer((socket) => {
  open.add(socket.setNoDelay(true));
  connections += 1;
  mostConnections = Math.max(mostConnections, open.size);
  socket.once('close', () => open.delete(socket));
  converse(socket).catch(() => socket.destroy());
});
server.listen(0, '127.0.0.1', () => process.send?.({ port: (server.address() as { port: number }).port }));

process.on('message', (message: { wishes?: Wishes } | 'report' | 'forget') => {
  if (typeof message === 'object' && message.wishes) {
    const { wishes: next } = message;
    // What is offered is said at the beginning: connections that stand know another server.
    const another = next.pipelining !== wishes.pipelining || next.smtpUtf8 !== wishes.smtpUtf8;
    wishes = next;
    random = new Random(next.seed);
    done = 0;
    if (another || next.misdeeds.some((one) => one.at === 'greeting')) for (const socket of open) socket.destroy();
  }
  if (message === 'forget') {
    letters.clear();
    connections = mostConnections = 0;
  }
  const report: SinkReport = {
    letters:
      message === 'report'
        ? [...letters.values()].map(({ messageId, arrived, doubtful, differs }) => ({
            messageId,
            arrived,
            doubtful,
            differs,
          }))
        : [],
    misdeeds: done,
    connections,
    mostConnections,
  };
  process.send?.(report);
});
process.on('disconnect', () => process.exit(0));
