import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { INestApplicationContext } from '@nestjs/common';
import type { Config } from '../config/config.js';
import { CourseReader } from '../courses/course.reader.js';
import type { PublishedCourse } from '../courses/course-settings.js';
import { PublishService } from '../courses/publish.service.js';
import { removeEmbeddedPostgres } from '../database/embedded-postgres.js';
import { startInbox } from '../mail/inbox.js';
import { SystemClock } from '../schedule/clock.js';
import { Closing } from './closing.js';
import { courseFromFiles } from './course-source.js';
import { CountingTransport } from './demo/counting-transport.js';
import { demoConfig, parseDay } from './demo/demo-config.js';
import { FastClock } from './demo/fast-clock.js';
import { beginEarlier } from './demo/made-up-walks.js';
import { inboxMailbox, newcomer, ownMailbox } from './demo/newcomer.js';
import { type RunningDemo, watchDemo } from './demo/run-demo.js';
import { duration, exitCodeOf, summary } from './demo/summary.js';
import { inboxAddress } from './greeting.js';
import { refuseTakenPort } from './listening-port.js';
import { addMadeUpReaders } from './made-up-readers.js';
import { Misuse, readWords, refuseSurplus } from './misuse.js';
import { openDoors } from './open-doors.js';
import { groundOf, openDatabase, transportTo } from './opened-house.js';
import { stopSignal } from './stop-signal.js';

const slug = 'strong-glutes';
const mostSubscribers = 5_000;
/** A demo's morning is seconds long: the course's own six hours would be over before a slow machine has turned round. */
const lateLimitHours = 20;

interface DemoWords {
  dayMs: number;
  subscribers: number;
  iKnow: boolean;
}

/** The whole house on a fast clock in a throw-away folder: fourteen days while you watch (rule 38). */
export async function demo(words: string[]): Promise<number> {
  const asked = readDemoWords(words);
  const stop = stopSignal();
  const closing = new Closing();
  let last: { words: string; code: number };
  try {
    const demo = await open(asked, closing);
    demo.clock.begin();
    const { tally, ending } = await watchDemo(demo, process.stdout, stop);
    last = { words: summary(tally, ending), code: exitCodeOf(tally, ending) };
  } finally {
    await closing.closeAll();
  }
  process.stdout.write(last.words);
  return last.code;
}
