import { formatHour } from '../schedule/hour.js';
import { formatWeekdays } from '../schedule/weekdays.js';
import type { CourseDocument, DocumentLesson } from './course-document.js';
import type { CourseSettings, PublishedCourse, PublishedLesson } from './course-settings.js';

/** What a publish would change, as against the revision before it. */
export interface CourseChanges {
  /** A line each, in course order, then settings, letter and pictures; empty: no reader would notice anything. */
  words: string[];
  /** Keys of lessons that were not in the revision before: new ones and those published again. */
  arrived: string[];
  /** Keys of lessons that the new revision lacks. */
  removed: string[];
}

/** Compares by lesson key, so that a lesson that moved, was renamed or edited is still the same lesson. */
export function changesBetween(before: PublishedCourse | null, after: CourseDocument): CourseChanges {
  if (!before) {
    const count = after.lessons.length;
    return {
      words: [`first publication, ${count} ${count === 1 ? 'lesson' : 'lessons'}`],
      arrived: keysOf(after.lessons),
      removed: [],
    };
  }
  const old = new Map(before.lessons.map((lesson) => [lesson.key, lesson]));
  const kept = new Set(keysOf(after.lessons));
  const moved = movedLessons(
    after.lessons.flatMap(({ key }) => {
      const lesson = old.get(key);
      return lesson ? [lesson] : [];
    }),
  );
  const words = after.lessons.flatMap((lesson, index) => {
    const was = old.get(lesson.key);
    if (!was) return [`${lesson.key}: inserted as lesson ${index + 1}`];
    return lessonWords(was, lesson, moved.has(lesson.key) ? index + 1 : null);
  });
  const removed = before.lessons.filter(({ key }) => !kept.has(key));
  words.push(...removed.map(({ key, position }) => `${key}: removed (was lesson ${position})`));
  words.push(...settingsWords(before.settings, after.settings), ...pictureWords(before, after));
  return { words, arrived: keysOf(after.lessons).filter((key) => !old.has(key)), removed: keysOf(removed) };
}

function keysOf(lessons: ReadonlyArray<{ key: string }>): string[] {
  return lessons.map(({ key }) => key);
}

function lessonWords(was: PublishedLesson, is: DocumentLesson, place: number | null): string[] {
  const words: string[] = [];
  if (place !== null) words.push(`${is.key}: moved from ${was.position} to ${place}`);
  if (!sameText(was.body, is.body)) words.push(`${is.key}: text changed`);
  if (was.subject !== is.subject) words.push(`${is.key}: subject changed to "${is.subject}"`);
  if (was.preheader !== is.preheader) words.push(`${is.key}: preheader changed`);
  if (was.waitDays !== is.waitDays)
    words.push(`${is.key}: wait changed from ${days(was.waitDays)} to ${days(is.waitDays)}`);
  if (was.minutes !== is.minutes)
    words.push(`${is.key}: minutes changed from ${was.minutes ?? 'none'} to ${is.minutes ?? 'none'}`);
  return words;
}

function days(count: number): string {
  return count === 1 ? '1 day' : `${count} days`;
}

/** Line ends and what follows the last word are spelling, not text: no reader sees them. */
function sameText(a: string, b: string): boolean {
  const plain = (text: string) => text.replace(/\r\n?/g, '\n').trimEnd();
  return plain(a) === plain(b);
}

/**
 * Keys of the fewest lessons that must have been taken up and put down elsewhere: all that are not on a longest run that
 * still stands in the old order (patience sorting, n log n).
 */
function movedLessons(inNewOrder: readonly PublishedLesson[]): Set<string> {
  const tops: number[] = []; // per length of run, the index of the smallest last lesson
  const before: number[] = [];
  const place = (index: number | undefined) => inNewOrder[index ?? -1]?.position ?? 0;
  inNewOrder.forEach((lesson, index) => {
    let low = 0;
    for (let high = tops.length; low < high;) {
      const middle = (low + high) >> 1;
      if (place(tops[middle]) < lesson.position) low = middle + 1;
      else high = middle;
    }
    before[index] = low > 0 ? (tops[low - 1] ?? -1) : -1;
    tops[low] = index;
  });
  const moved = new Set(keysOf(inNewOrder));
  for (let index = tops.at(-1) ?? -1; index >= 0; index = before[index] ?? -1)
    moved.delete(inNewOrder[index]?.key ?? '');
  return moved;
}

function settingsWords(was: CourseSettings, is: CourseSettings): string[] {
  const words: string[] = [];
  const say = (name: string, before: unknown, after: unknown, show?: (value: never) => string) => {
    if (JSON.stringify(before) === JSON.stringify(after)) return;
    const said = show ? ` from ${show(before as never)} to ${show(after as never)}` : '';
    words.push(`settings: ${name} changed${said}`);
  };
  const plain = (value: unknown) => (Array.isArray(value) ? value.join(', ') || 'none' : String(value ?? 'none'));
  say('name', was.name, is.name, plain);
  say('description', was.description, is.description);
  say('author', sorted(was.author), sorted(is.author));
  say('reply_to', was.replyTo, is.replyTo, plain);
  say('zone', was.zone, is.zone, plain);
  say('hour', was.hour, is.hour, formatHour);
  say('weekdays', was.weekdays, is.weekdays, (mask: number) => formatWeekdays(mask).join(', '));
  say('skip_dates', was.skipDates, is.skipDates, plain);
  say('start', was.start, is.start, plain);
  say('starts_on', was.startsOn, is.startsOn, plain);
  say('late_limit_hours', was.lateLimitHours, is.lateLimitHours, plain);
  say('more_coming', was.moreComing, is.moreComing, plain);
  say('signups', was.signups, is.signups, plain);
  say('tracking', was.tracking, is.tracking, plain);
  say('page', sorted(was.page), sorted(is.page));
  say('next', sorted(was.next ?? null), sorted(is.next ?? null));
  const { body: oldBody, ...oldLetter } = was.completion;
  const { body: newBody, ...newLetter } = is.completion;
  if (!sameText(oldBody, newBody)) words.push('completion letter: text changed');
  if (JSON.stringify(sorted(oldLetter)) !== JSON.stringify(sorted(newLetter)))
    words.push('completion letter: subject or preheader changed');
  return words;
}

/** The same object with keys in order: jsonb does not keep the author's. */
function sorted(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  const entries = Object.entries(value).map(([key, inner]) => [key, sorted(inner)] as const);
  return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)));
}

function pictureWords(before: PublishedCourse, after: CourseDocument): string[] {
  const words = [...after.pictures].flatMap(([path, { hash }]) => {
    const was = before.pictures.get(path)?.hash;
    if (was === hash) return [];
    return [`${path}: ${was === undefined ? 'added' : 'changed'}`];
  });
  const gone = [...before.pictures.keys()].filter((path) => !after.pictures.has(path));
  return [...words, ...gone.map((path) => `${path}: removed`)];
}
