import { simulatedCourse } from '../courses/simulated-course.js';
import { parseHour } from '../schedule/hour.js';
import { simulate, type SimulatedLetter } from '../schedule/simulate.js';
import { parseWeekdays } from '../schedule/weekdays.js';
import { canonicalZone } from '../schedule/zone.js';
import { courseFromFiles } from './course-source.js';
import { Misuse, readWords } from './misuse.js';

/** What a reader would get, and when; needs no database unless --live asks for the published course. */
export async function simulateCommand(words: string[]): Promise<number> {
  const { values, positionals } = readWords(words, {
    from: { type: 'string' },
    zone: { type: 'string' },
    hour: { type: 'string' },
    weekdays: { type: 'string' },
    skip: { type: 'string', multiple: true },
    json: { type: 'boolean' },
    dir: { type: 'string' },
    live: { type: 'boolean' },
  });
  const [slug, ...surplus] = positionals;
  if (!slug || surplus.length > 0)
    throw new Misuse('simulate wants one course: coursepost simulate SLUG --from 2026-03-29');
  const reader = {
    zone: read('--zone', values.zone, canonicalZone, 'a time zone such as Europe/London'),
    hour: read('--hour', values.hour, parseHour, 'an hour such as 07:00'),
    weekdays: read('--weekdays', values.weekdays, (text) => parseWeekdays(text.split(',')), 'days such as mon,wed,fri'),
    skipDates: (values.skip ?? []).map((date) => readDate('--skip', date)),
  };
  const from = readDate('--from', values.from);
  const course = values.live
    ? await (await import('./published-course.js')).publishedCourse(slug)
    : (await courseFromFiles(slug, values.dir)).course;
  const { lessons, calendar } = simulatedCourse(course, reader);
  const letters = simulate({ lessons }, calendar, from);
  process.stdout.write(values.json ? `${JSON.stringify(letters, null, 2)}\n` : inWords(letters, calendar.zone));
  return 0;
}

function inWords(letters: readonly SimulatedLetter[], zone: string): string {
  const format = new Intl.DateTimeFormat('en-GB', {
    timeZone: zone,
    weekday: 'short',
    hour: '2-digit',
    minute: '2-digit',
    timeZoneName: 'short',
  });
  return letters
    .map(
      (one) =>
        `Day ${String(one.day).padStart(2)}  ${one.localDate}  ${format.format(new Date(one.at))}  ${one.lesson}\n`,
    )
    .join('');
}

function read<T>(
  option: string,
  given: string | undefined,
  parse: (text: string) => T | null,
  expected: string,
): T | undefined {
  if (given === undefined) return undefined;
  const value = parse(given);
  if (value === null) throw new Misuse(`${option} is ${JSON.stringify(given)}, expected ${expected}.`);
  return value;
}

function readDate(option: string, given: string | undefined): string {
  const date = /^\d{4}-\d{2}-\d{2}$/.test(given ?? '') ? new Date(`${given}T00:00:00Z`) : null;
  if (!given || !date || Number.isNaN(date.getTime()) || date.toISOString().slice(0, 10) !== given) {
    throw new Misuse(
      `${option} is ${given === undefined ? 'missing' : JSON.stringify(given)}, expected a date such as 2026-03-29.`,
    );
  }
  return given;
}
