import { setTimeout as pause } from 'node:timers/promises';
import type { DataSource } from 'typeorm';
import { EnrollmentStore } from '../../enrollments/enrollment.store.js';
import type { CountingTransport } from './counting-transport.js';
import type { FastClock } from './fast-clock.js';
import { type Mailbox, newcomer, signUpByHand } from './newcomer.js';
import { Progress, type Screen } from './progress.js';
import type { Ending } from './summary.js';
import { type Tally, tallyUp } from './tally.js';
import { WalksReader } from './walks.reader.js';

/** Whoever has not finished by then is named, and the demo ends. */
const ceilingDays = 40;

/** A demo whose doors are open and whose clock runs. */
export interface RunningDemo {
  clock: FastClock;
  dataSource: DataSource;
  transport: CountingTransport;
  /** Calendar time at which it began. */
  began: Date;
  /** Where the site listens, for the newcomer. */
  site: string;
  slug: string;
  lessons: number;
  mailbox: Mailbox;
  /** The made-up walks. */
  enrollmentIds: string[];
}

/** Watches until everybody it knows has finished, then counts. People who come while it runs are welcome and not waited for. */
export async function watchDemo(
  demo: RunningDemo,
  screen: Screen,
  stop: AbortSignal,
): Promise<{ tally: Tally; ending: Ending }> {
  const { clock, dataSource, began } = demo;
  const reader = new WalksReader(dataSource, began);
  const followed = [...demo.enrollmentIds];
  const progress = new Progress(screen, followed.length + 1);
  let arrived = false;
  let failure: Error | null = null;
  void signUpByHand(demo.site, demo.slug, demo.mailbox, stop)
    .then(() => reader.enrollmentOf(newcomer.email))
    .then((enrollmentId) => {
      if (enrollmentId === null) throw new Error('the confirmation began no walk');
      followed.push(enrollmentId);
      arrived = true;
      progress.say(`${newcomer.firstName} has signed up on the page and confirmed from the letter, as anybody would.`);
    })
    .catch((error: unknown) => {
      failure = error instanceof Error ? error : new Error(String(error));
    });

  let outcome: Ending['outcome'] | null = null;
  while (outcome === null) {
    await pause(Math.min(Math.max(clock.dayMs / 20, 50), 500), undefined, { signal: stop }).catch(() => undefined);
    if (failure && !stop.aborted)
      throw new Error(`${newcomer.firstName} could not sign up: ${(failure as Error).message}`);
    const standing = await reader.standing(followed);
    progress.show(Math.floor(clock.days) + 1, clock.now(), standing);
    if (stop.aborted) outcome = 'stopped';
    else if (arrived && standing.underWay === 0) outcome = 'everybody-finished';
    else if (clock.days >= ceilingDays) outcome = 'ceiling';
  }
  progress.clear();
  const ending = {
    outcome,
    days: Math.floor(clock.days) + 1,
    elapsedMs: clock.days * clock.dayMs,
    lessons: demo.lessons,
    others: await reader.others(followed),
  };
  return { tally: await count(demo, reader, followed), ending };
}

async function count(demo: RunningDemo, reader: WalksReader, followed: readonly string[]): Promise<Tally> {
  return tallyUp({
    lessons: demo.lessons,
    walks: await reader.walks(followed),
    letters: await reader.letters(),
    accepted: demo.transport.accepted,
    began: demo.began,
    stranded: await new EnrollmentStore(demo.dataSource).countLost(),
  });
}
