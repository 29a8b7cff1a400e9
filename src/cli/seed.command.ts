import { DataSource } from 'typeorm';
import { isLoopback } from '../config/loopback.js';
import { CourseReader } from '../courses/course.reader.js';
import { seedFirstCourse } from './first-course.js';
import { addMadeUpReaders } from './made-up-readers.js';
import { Misuse, readWords } from './misuse.js';
import { configFromEnvironment } from './environment.js';
import { withRooms } from './with-rooms.js';

const most = 10_000_000;
/** More people than this have the newsletter only, unless --enrollments says otherwise or all are to be due. */
const walksAtMost = 200_000;

/**
 * N made-up readers in many zones, anywhere in the course, with the letters they have had; with --due-now before lesson 1 and
 * all due at this instant (rule 38: never among real ones, never to a real server).
 */
export async function seed(words: string[]): Promise<number> {
  const { values, positionals } = readWords(words, {
    subscribers: { type: 'string' },
    enrollments: { type: 'string' },
    course: { type: 'string', default: 'strong-glutes' },
    'due-now': { type: 'boolean', default: false },
    'i-know': { type: 'boolean', default: false },
  });
  const count = Number(values.subscribers);
  if (positionals.length > 0 || !Number.isInteger(count) || count < 1 || count > most) {
    throw new Misuse(`seed wants --subscribers N, a whole number from 1 to ${most}.`);
  }
  const dueNow = values['due-now'];
  const enrolled = Number(values.enrollments ?? (dueNow ? count : Math.min(count, walksAtMost)));
  if (!Number.isInteger(enrolled) || enrolled < 0 || enrolled > count) {
    throw new Misuse('seed --enrollments wants a whole number from 0 to the number of subscribers.');
  }
  const smtp = configFromEnvironment().settings.SMTP_URL;
  if (smtp && !isLoopback(new URL(smtp).hostname) && !values['i-know']) {
    throw new Error(
      'SMTP_URL leads to another machine: letters to made-up people would go out. --i-know goes on all the same.',
    );
  }
  return withRooms(async (rooms, now) => {
    const [real] = await rooms
      .get(DataSource)
      .query<Array<{ count: number }>>('select count(*)::int as count from subscribers where not made_up');
    if ((real?.count ?? 0) > 0 && !values['i-know']) {
      throw new Error(
        `This database has real readers (${real?.count}), not only made-up ones. --i-know goes on all the same.`,
      );
    }
    await seedFirstCourse(rooms, now);
    const course = await rooms.get(CourseReader).bySlug(values.course);
    if (!course) throw new Error(`There is no published course ${values.course}.`);
    const { isTTY } = process.stdout;
    const say = (done: number) => {
      if (isTTY) process.stdout.write(`\r${done} of ${count} …`);
      else if (count > 50_000 && done % 50_000 === 0) process.stdout.write(`${done} of ${count} …\n`);
    };
    const places = dueNow ? 'due-now' : 'anywhere';
    await addMadeUpReaders(rooms, { count, enrolled, course, places }, now, say);
    // So that the first pages read after it are planned for what is there now.
    await rooms.get(DataSource).query('vacuum analyze');
    process.stdout.write(
      `${isTTY ? '\r' : ''}Added ${count} made-up readers${enrolled < count ? `, ${enrolled} of them readers` : ''} of ${values.course}.\n`,
    );
    return 0;
  });
}
