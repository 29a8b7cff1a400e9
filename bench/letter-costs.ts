import { generateKeyPairSync } from 'node:crypto';
import { CourseReader } from '../src/courses/course.reader.js';
import { LetterWriter } from '../src/deliveries/letter-writer.service.js';
import { letterPlace } from '../src/deliveries/letter-place.js';
import { compiledLesson, lessonValues } from '../src/enrollments/lesson-letter.js';
import { LinkService } from '../src/links/link.service.js';
import { readDkimKey } from '../src/mail/dkim-key.js';
import { signMessage } from '../src/mail/dkim-signature.js';
import { lessonTemplate } from '../src/rendering/templates.js';
import type { BenchDatabase } from './bench-database.js';

/** Milliseconds each, of the real day-3 lesson; the median of many. */
export interface LetterCosts {
  /** React Email, once per revision and lesson. */
  renderMs: number;
  /** One reader's whole message from the compiled letter: links signed, values escaped and encoded, headers written. */
  fillMs: number;
  signRsaMs: number;
  signEd25519Ms: number;
}

export async function letterCosts(database: BenchDatabase, morning: string): Promise<LetterCosts> {
  const house = await database.rooms(morning);
  try {
    const writer = house.rooms.get(LetterWriter);
    const links = house.rooms.get(LinkService);
    const course = await house.rooms.get(CourseReader).bySlug('strong-glutes');
    const lesson = course?.lessons[2];
    if (!course || !lesson) throw new Error('the course that ships is missing');
    const compiled = await compiledLesson(writer, course, lesson);
    const facts = { name: 'Ada', day: 3, of: 14, done: [true, false] };
    const place = letterPlace('42', '4711', 'http://localhost:3000', links);
    const fill = () =>
      writer.write({
        deliveryId: '4711',
        revisionId: course.revisionId,
        composed: writer.compose(facts, house.now),
        compiled,
        values: lessonValues(compiled, facts, place, links),
        to: { name: 'Ada', email: 'ada@example.com' },
        replyTo: null,
        list: { slug: course.slug, name: course.settings.name, unsubscribeUrl: place.unsubscribeUrl },
        automatic: false,
        kind: 'lesson',
      });
    const { message } = fill();
    const keyOf = (type: 'rsa' | 'ed25519') => {
      const { privateKey } =
        type === 'rsa' ? generateKeyPairSync('rsa', { modulusLength: 2048 }) : generateKeyPairSync('ed25519');
      const key = readDkimKey(
        'coursepost.test',
        'bench',
        privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
      );
      if ('problem' in key) throw new Error(key.problem);
      return key;
    };
    const [rsa, ed25519] = [keyOf('rsa'), keyOf('ed25519')];
    return {
      renderMs: await medianMs(30, () => lessonTemplate(course, lesson, writer.look)),
      fillMs: await medianMs(3_000, fill),
      signRsaMs: await medianMs(200, () => signMessage(message, [rsa])),
      signEd25519Ms: await medianMs(200, () => signMessage(message, [ed25519])),
    };
  } finally {
    await house.close();
  }
}

/** The first tenth only warms up. */
async function medianMs(times: number, what: () => unknown): Promise<number> {
  const taken: number[] = [];
  for (let time = 0; time < times; time++) {
    const begun = performance.now();
    await what();
    if (time >= times / 10) taken.push(performance.now() - begun);
  }
  return taken.sort((a, b) => a - b)[Math.floor(taken.length / 2)] ?? 0;
}
