import { setTimeout as pause } from 'node:timers/promises';
import type { PostfixSink } from './postfix-sink.js';
import type { Scene } from './scene.js';

/** One behaviour of Postfix's smtp-sink while a batch is under way, by the words of its command line; afterwards it is polite. */
export interface PostfixRound {
  name: string;
  letters: number;
  words: readonly string[];
  /** Milliseconds of it; absent: until the batch is done. */
  lasts?: number;
  happens?(scene: Scene): Promise<void>;
}

/** Without PIPELINING: while it waits before one answer, it gives those to the commands behind it. */
const slowly = ['-p', '-W', '.:1:8'];

export const postfixRounds: readonly PostfixRound[] = [
  { name: 'as it comes', letters: 500, words: [] },
  { name: 'random delays at RCPT, DATA and the dot', letters: 400, words: ['-p', '-W', '.:1:8', '-W', 'rcpt:1:3', '-W', 'data:1:3'] }, // prettier-ignore
  { name: 'random delays, and kill -9 of a worker', letters: 400, words: slowly, happens: loseOne },
  { name: 'no PIPELINING, 8BITMIME or enhanced codes', letters: 300, words: ['-8', '-E', ...slowly] },
  { name: 'cut after the dot', letters: 300, words: ['-q', '.'], lasts: 1_500 },
  { name: 'cut at RCPT', letters: 300, words: ['-q', 'rcpt'], lasts: 2_000 },
  { name: '421 at DATA', letters: 300, words: ['-Q', 'data'], lasts: 2_000 },
  { name: '4xx at DATA', letters: 300, words: ['-r', 'data'], lasts: 2_000 },
  { name: '4xx at MAIL FROM', letters: 300, words: ['-r', 'mail'], lasts: 2_000 },
  { name: '5xx at RCPT', letters: 300, words: ['-f', 'rcpt'], lasts: 2_000 },
  { name: '550 in the middle of DATA', letters: 300, words: ['-A', '0'], lasts: 2_000 },
  { name: '5xx at EHLO', letters: 300, words: ['-f', 'ehlo,helo'], lasts: 2_000 },
];

/** The batch under this behaviour, and what happens beside it. */
export async function happening(round: PostfixRound, sink: PostfixSink, scene: Scene): Promise<void> {
  await round.happens?.(scene);
  if (round.lasts === undefined) return;
  await scene.untilSending();
  await pause(round.lasts);
  await sink.behave([]);
}

async function loseOne(scene: Scene): Promise<void> {
  await scene.wait(500, 1_500);
  await scene.lose('SIGKILL');
  scene.startWorker();
}
