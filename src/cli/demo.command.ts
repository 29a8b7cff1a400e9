import { openDemo } from './demo/open-demo.js';
import { parseDay } from './demo/demo-config.js';
import { exitCodeOf, summary } from './demo/summary.js';
import { watchDemo } from './demo/watch-demo.js';
import { Closing } from './closing.js';
import { Misuse, readWords, refuseSurplus } from './misuse.js';
import { stopSignal } from './stop-signal.js';

const mostSubscribers = 5_000;

/**
 * The whole house on a fast clock in a throw-away folder: fourteen days while you watch (rule 38). Ends by itself with a
 * summary, nothing running and nothing left behind; exit code 0 only if nothing came twice, was lost, or is missing.
 */
export async function demo(words: string[]): Promise<number> {
  const asked = readDemoWords(words);
  const stop = stopSignal();
  const closing = new Closing();
  let last: { words: string; code: number };
  try {
    const running = await openDemo(asked, closing, process.stdout);
    running.clock.begin();
    const { tally, ending } = await watchDemo(running, process.stdout, stop);
    last = { words: summary(tally, ending), code: exitCodeOf(tally, ending) };
  } finally {
    await closing.closeAll();
  }
  process.stdout.write(last.words);
  return last.code;
}

function readDemoWords(words: string[]): { dayMs: number; subscribers: number; iKnow: boolean } {
  const { values, positionals } = readWords(words, {
    day: { type: 'string', default: '15s' },
    subscribers: { type: 'string', default: '25' },
    'i-know': { type: 'boolean', default: false },
  });
  refuseSurplus('demo', positionals);
  const dayMs = parseDay(values.day);
  if (dayMs === null) {
    throw new Misuse(
      `--day is ${JSON.stringify(values.day)}, expected how long a day lasts, from 1s to 24h, such as 15s or 2m.`,
    );
  }
  const subscribers = /^\d+$/.test(values.subscribers) ? Number(values.subscribers) : NaN;
  if (!(subscribers >= 1 && subscribers <= mostSubscribers)) {
    throw new Misuse(
      `--subscribers is ${JSON.stringify(values.subscribers)}, expected a whole number from 1 to ${mostSubscribers}.`,
    );
  }
  return { dayMs, subscribers, iKnow: values['i-know'] };
}
