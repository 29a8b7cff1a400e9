import { createServer, type Socket } from 'node:net';

/**
 * A mail server that says yes to everything, as fast as Node can, in a process of its own (npm's smtp-server is itself a
 * bottleneck). Counts, and keeps every so many messages. Talks to its parent by process messages, each answered
 * with a SinkReport: 'report', 'kept' (with the messages in it), 'reset' (which forgets).
 */
export interface SinkReport {
  letters: number;
  /** Milliseconds from the first letter's end to the last one's. */
  ms: number;
  /** The longest time between the ends of two letters. */
  longestMs: number;
  /** Kept messages, as they came, dots unstuffed; only when asked for. */
  kept: string[];
}

const keepEvery = 500;
const keepAtMost = 40;
const end = Buffer.from('\r\n.\r\n');

let letters = 0;
let first = 0;
let last = 0;
let longest = 0;
let kept: string[] = [];

function hear(socket: Socket): void {
  let pending: Buffer = Buffer.alloc(0);
  let inData = false;
  socket.setNoDelay(true);
  socket.on('error', () => socket.destroy());
  socket.write('220 sink\r\n');
  socket.on('data', (chunk: Buffer) => {
    pending = pending.length === 0 ? chunk : Buffer.concat([pending, chunk]);
    let answers = '';
    let from = 0;
    for (;;) {
      const at = pending.indexOf(inData ? end : '\n', from, 'latin1');
      if (at < 0) break;
      if (inData) {
        taken(pending, from, at);
        from = at + end.length;
        inData = false;
        answers += '250 2.0.0 Ok\r\n';
        continue;
      }
      const verb = pending.toString('latin1', from, from + 4).toUpperCase();
      from = at + 1;
      if (verb === 'DATA') {
        inData = true;
        answers += '354 Go on\r\n';
        // The message's first line may be the dot: its line end is the one before.
        from -= 2;
      } else if (verb === 'EHLO') answers += '250-sink\r\n250-PIPELINING\r\n250-8BITMIME\r\n250 SMTPUTF8\r\n';
      else if (verb === 'QUIT') {
        socket.end(`${answers}221 Bye\r\n`);
        return;
      } else answers += '250 Ok\r\n';
    }
    pending = from === 0 ? pending : pending.subarray(from);
    if (answers !== '') socket.write(answers);
  });
}

function taken(bytes: Buffer, from: number, to: number): void {
  const now = performance.now();
  if (letters === 0) first = now;
  else longest = Math.max(longest, now - last);
  last = now;
  if (letters % keepEvery === 0 && kept.length < keepAtMost) {
    kept.push(bytes.toString('utf8', from + 2, to + 2).replace(/(^|\r\n)\.\./g, '$1.'));
  }
  letters += 1;
}

const server = createServer(hear);
server.listen(0, '127.0.0.1', () => process.send?.({ port: (server.address() as { port: number }).port }));
process.on('message', (wish) => {
  if (wish === 'reset') [letters, first, last, longest, kept] = [0, 0, 0, 0, []];
  process.send?.({
    letters,
    ms: last - first,
    longestMs: longest,
    kept: wish === 'kept' ? kept : [],
  } satisfies SinkReport);
});
process.on('disconnect', () => process.exit(0));
