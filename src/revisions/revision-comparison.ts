import { type CourseToCompare, changesBetween } from '../courses/course-changes.js';
import { lineDifference } from './line-difference.js';
import type { Comparison } from './revision.schema.js';

/** Two revisions side by side, in words and line by line. Pure. */
export function compareRevisions(from: CourseToCompare, to: CourseToCompare): Pick<Comparison, 'changes' | 'texts'> {
  const titles = new Map([...from.lessons, ...to.lessons].map(({ key, subject }) => [key, subject]));
  const changes = changesBetween(from, to).list.map(({ kind, lesson, what }) => ({
    ...{ kind, lesson, what },
    about: lesson !== null ? (titles.get(lesson) ?? lesson) : kind === 'letter' ? 'Completion letter' : 'The course',
  }));
  const [was, is] = [from, to].map(({ lessons }) => new Map(lessons.map(({ key, body }) => [key, body])));
  const texts = [...titles].map(([lesson, subject]) => ({
    ...{ lesson, subject },
    lines: lineDifference(was?.get(lesson) ?? '', is?.get(lesson) ?? ''),
  }));
  const { completion } = to.settings;
  const last = {
    lesson: null,
    subject: completion.subject,
    lines: lineDifference(from.settings.completion.body, completion.body),
  };
  return { changes, texts: [...texts, last].filter(({ lines }) => lines.some(({ kind }) => kind !== 'same')) };
}
