import 'reflect-metadata';
import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { addMadeUpReaders } from '../src/cli/made-up-readers.js';
import { CourseReader } from '../src/courses/course.reader.js';
import type { PublishAnswers } from '../src/courses/publish-effects.js';
import { PublishService } from '../src/courses/publish.service.js';
import { addDays, localDateOf } from '../src/schedule/wall-time.js';
import { BenchDatabase } from './bench-database.js';
import { SinkProcess } from './sink-process.js';
import { WorkerProcess } from './worker-process.js';

/**
 * What a publish costs with many people in mid-course, and what sending notices of it: the product's own worker sends planned
 * letters of the same course meanwhile, and the sink tells the longest time between two of them. Last line: JSON.
 */
const { values } = parseArgs({
  options: { people: { type: 'string', default: '100000' }, letters: { type: 'string', default: '20000' } },
});
const [people, letters] = [Number(values.people), Number(values.letters)];
const say = (line: string) => process.stdout.write(`${line}\n`);
const slug = 'strong-glutes';

type Files = Map<string, Uint8Array>;

const changes: Record<string, { edit: (files: Files, now: Date) => void; answers: PublishAnswers }> = {
  nothing: { edit: () => undefined, answers: {} },
  'a lesson moved': {
    edit: (files) => inOrder(files, (order) => order.splice(2, 0, ...order.splice(8, 1))),
    answers: {},
  },
  'a day to rest': { edit: (files, now) => rest(files, addDays(localDateOf(now, 'UTC'), 1)), answers: {} },
  'a lesson for newcomers': {
    edit: (files) => {
      files.set('99-new.md', new TextEncoder().encode('---\nid: new\nsubject: New\n---\n\nSome words.\n'));
      inOrder(files, (order) => order.splice(1, 0, ...order.splice(-1)));
    },
    answers: { inserted: 'newcomers', finishers: 'leave' },
  },
};

const database = await BenchDatabase.open();
const sink = await SinkProcess.start();
try {
  say(`Seeding ${people} people in mid-course, and ${letters} whose third lesson is planned …`);
  await database.seed('crowd', letters, { plan: true });
  await crowd('crowd');
  const results: Record<string, object> = {};
  for (const name of Object.keys(changes)) {
    results[name] = await measured(name);
    say(`${name}: ${JSON.stringify(results[name])}`);
  }
  say(JSON.stringify({ bench: 'publish', people, letters, ...results }));
} finally {
  sink.stop();
  await database.close();
}

async function crowd(name: string): Promise<void> {
  const { rooms, db, now, close } = await database.rooms(name);
  const course = await rooms.get(CourseReader).bySlug(slug);
  if (!course) throw new Error('the course that ships is missing');
  const options = { count: people, enrolled: people, course, places: 'anywhere' as const };
  await addMadeUpReaders(rooms, options, now, () => undefined);
  // Nobody of the crowd falls due while it is measured: what is sent are the letters planned before.
  await db.query(`update enrollments set next_slot_at = next_slot_at + interval '1 day' where next_slot_at < $1`, [
    new Date(now.getTime() + 3_600_000),
  ]);
  await db.query('vacuum analyze');
  await close();
}

/** One publish on a fresh copy, in the midst of sending. */
async function measured(name: string): Promise<object> {
  const change = changes[name];
  const copy = await database.clone('crowd');
  const { rooms, now, close } = await database.rooms(copy);
  const publishing = rooms.get(PublishService);
  const files = await publishing.pull(slug);
  change?.edit(files, now);
  await sink.reset();
  const worker = WorkerProcess.start({ DATABASE_URL: database.urlOf(copy), SMTP_URL: `smtp://127.0.0.1:${sink.port}` });
  await taken(letters / 20);
  await sink.reset();
  const began = performance.now();
  const result = await publishing.push(files, { author: 'bench', ...change?.answers }, now);
  const ms = performance.now() - began;
  if (name === 'nothing') await pause(5_000);
  const during = await sink.report();
  await worker.stop();
  await close();
  await database.drop(copy);
  const effects = 'effects' in result ? result.effects : {};
  return {
    publishMs: Math.round(ms),
    sentMeanwhile: during.letters,
    longestGapMs: Math.round(during.longestMs),
    ...effects,
  };
}

async function taken(wanted: number): Promise<void> {
  while ((await sink.report()).letters < wanted) await pause(20);
}

/** Puts the lessons' files into another order. */
function inOrder(files: Files, rearrange: (order: string[]) => void): void {
  const order = [...files.keys()].filter((path) => /^\d+-.*\.md$/.test(path)).sort();
  const bytes = new Map(order.map((path) => [path, files.get(path)]));
  rearrange(order);
  for (const path of bytes.keys()) files.delete(path);
  for (const [index, path] of order.entries()) {
    const words = bytes.get(path);
    if (words) files.set(path.replace(/^\d+/, String(index + 1).padStart(2, '0')), words);
  }
}

function rest(files: Files, date: string): void {
  const yaml = Buffer.from(files.get('course.yaml') ?? []).toString();
  files.set('course.yaml', Buffer.from(yaml.replace('skip_dates: []', `skip_dates: [${date}]`)));
}
