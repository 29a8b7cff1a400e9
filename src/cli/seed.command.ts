import { DataSource } from 'typeorm';
import { isLoopback } from '../config/config.js';
import { CourseReader } from '../courses/course.reader.js';
import { seedFirstCourse } from './first-course.js';
import { addMadeUpReaders } from './made-up-readers.js';
import { Misuse, readWords } from './misuse.js';
import { configFromEnvironment } from './environment.js';
import { withRooms } from './with-rooms.js';

const most = 10_000_000;

/** N made-up readers in many zones; with --due-now all due at this instant (rule 38: never among real ones, never to a real server). */
export async function seed(words: string[]): Promise<number> {
  const { values, positionals } = readWords(words, {
    subscribers: { type: 'string' },
    course: { type: 'string', default: 'strong-glutes' },
    'due-now': { type: 'boolean', default: false },
    'i-know': { type: 'boolean', default: false },
  });
  const count = Number(values.subscribers);
  if (positionals.length > 0 || !Number.isInteger(count) || count < 1 || count > most) {
    throw new Misuse(`seed wants --subscribers N, a whole number from 1 to ${most}.`);
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
    const say = process.stdout.isTTY
      ? (done: number) => process.stdout.write(`\r${done} of ${count} …`)
      : () => undefined;
    await addMadeUpReaders(rooms, { count, course, dueNow: values['due-now'] }, now, say);
    process.stdout.write(`${process.stdout.isTTY ? '\r' : ''}Added ${count} made-up readers of ${values.course}.\n`);
    return 0;
  });
}
