import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Config, readConfig } from '../config/config.js';
import type { CourseDocument } from '../courses/course-document.js';
import type { PublishedCourse } from '../courses/course-settings.js';
import { letterPlace } from '../deliveries/letter-place.js';
import { LetterWriter } from '../deliveries/letter-writer.service.js';
import type { Letter } from '../deliveries/letter-composer.js';
import { compiledCompletion, compiledLesson, completionValues, lessonValues } from '../enrollments/lesson-letter.js';
import { LinkService } from '../links/link.service.js';
import { urlValue, textValue } from '../rendering/letter-template.js';
import { confirmationTemplate } from '../rendering/templates.js';
import { courseFromFiles } from './course-source.js';
import { Misuse, readWords } from './misuse.js';
import { configFromEnvironment } from './environment.js';
import { settingsByEnvironment } from '../settings/environment-settings.js';
import type { Letterhead } from '../settings/house-settings.js';

const sample = { subscriberId: '1', name: 'Sam', email: 'sam@example.com' };
/** Links of sample letters are signed with this and so open nothing in any house (rule 32). */
const sampleSecret = 'a sample secret: links in sample letters open nothing';
/** A fixed morning, so that rendering twice gives the same bytes. */
const sampleDate = new Date('2026-03-02T07:00:00Z');

/** Every letter of a course as .eml, byte for byte as it would leave for a sample reader. */
export async function letters(words: string[]): Promise<number> {
  const [verb, ...rest] = words;
  if (verb !== 'render') throw new Misuse('letters wants: letters render SLUG --out DIR');
  const { values, positionals } = readWords(rest, {
    out: { type: 'string' },
    dir: { type: 'string' },
    live: { type: 'boolean' },
  });
  const [slug, ...surplus] = positionals;
  if (!slug || surplus.length > 0 || !values.out)
    throw new Misuse('letters render wants a course and a folder: letters render SLUG --out DIR');
  const { course, letterhead } = values.live
    ? await (await import('./published-course.js')).publishedWithLetterhead(slug)
    : { course: asPublished((await courseFromFiles(slug, values.dir)).course) };
  await mkdir(values.out, { recursive: true });
  const rendered = await renderSampleLetters(course, configFromEnvironment(), sample, letterhead);
  for (const [name, letter] of rendered) await writeFile(join(values.out, `${name}.eml`), letter.message);
  process.stdout.write(`Wrote ${rendered.size} letters to ${values.out}.\n`);
  return 0;
}

/**
 * File name without ending → letter: confirmation, 01-KEY … , completion. `letterhead` absent: as it can be known without the house's
 * database, by MAIL_FROM, POSTAL_ADDRESS and the address that the course names.
 */
export async function renderSampleLetters(
  course: PublishedCourse,
  config: Config = readConfig({}),
  reader: Pick<typeof sample, 'name' | 'email'> = sample,
  known?: Letterhead,
): Promise<Map<string, Letter>> {
  const secret = { value: sampleSecret };
  const writer = new LetterWriter(config, secret, settingsByEnvironment(config));
  const letterhead = known ?? (await writer.letterheadFor(null, course.settings.sender ?? null));
  const links = new LinkService(secret);
  const written = new Map<string, Letter>();
  const total = course.lessons.length;
  const write = (
    name: string,
    number: number,
    letter: Pick<Parameters<LetterWriter['write']>[0], 'compiled' | 'values' | 'list' | 'kind'>,
    to: string | null,
  ) =>
    written.set(
      name,
      writer.write({
        ...letter,
        deliveryId: String(number),
        revisionId: course.revisionId,
        composed: writer.compose({}, sampleDate, letterhead),
        letterhead,
        to: { name: to, email: reader.email },
        replyTo: course.settings.replyTo,
        automatic: letter.kind === 'confirmation',
      }),
    );
  const place = (number: number) => letterPlace(sample.subscriberId, String(number), config.publicUrl, links);
  const list = (number: number) => ({
    slug: course.slug,
    name: course.settings.name,
    unsubscribeUrl: place(number).unsubscribeUrl,
  });

  const confirmation = await writer.compile('confirmation', (look) => confirmationTemplate(course, look), letterhead);
  const confirmUrl = config.publicUrl + links.confirm('1', new Date(sampleDate.getTime() + 7 * 24 * 3_600_000));
  write(
    'confirmation',
    1,
    {
      compiled: confirmation,
      values: { email: textValue(reader.email), confirm_url: urlValue(confirmUrl) },
      list: list(1),
      kind: 'confirmation',
    },
    null,
  );

  for (const [index, lesson] of course.lessons.entries()) {
    const number = index + 2;
    const compiled = await compiledLesson(writer, course, lesson, letterhead);
    const facts = { name: reader.name, day: index + 1, of: total, done: Array.from({ length: index }, () => true) };
    const letter = {
      compiled,
      values: lessonValues(compiled, facts, place(number), links),
      list: list(number),
      kind: 'lesson',
    };
    write(`${String(index + 1).padStart(2, '0')}-${lesson.key}`, number, letter, reader.name);
  }

  const number = total + 2;
  const compiled = await compiledCompletion(writer, course, letterhead);
  const facts = { name: reader.name, done: total, of: total, streak: total };
  write(
    'completion',
    number,
    {
      compiled,
      values: completionValues(compiled, facts, place(number), links),
      list: list(number),
      kind: 'completion',
    },
    reader.name,
  );
  return written;
}

/** A course from files, in the shape of a published one. */
export function asPublished(course: CourseDocument): PublishedCourse {
  return {
    id: '0',
    slug: course.slug,
    revisionId: '0',
    revisionNumber: 0,
    settings: course.settings,
    lessons: course.lessons.map((lesson, index) => ({ ...lesson, id: String(index + 1), position: index + 1 })),
    pictures: course.pictures,
  };
}
