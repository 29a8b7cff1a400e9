import { formatHour } from '../schedule/hour.js';
import { formatWeekdays } from '../schedule/weekdays.js';
import type { DocumentLesson } from './course-document.js';
import type { CourseSettings } from './course-settings.js';

/** One difference, as data and in words. */
export interface CourseChange {
  kind:
    | 'first'
    | 'inserted'
    | 'removed'
    | 'moved'
    | 'text'
    | 'subject'
    | 'wait'
    | 'minutes'
    | 'settings'
    | 'letter'
    | 'picture';
  /** Key of the lesson it is about; null: the course as a whole. */
  lesson: string | null;
  /** The field of course.yaml, for settings. */
  setting?: string;
  /** What is different, without saying of what: 'moved from 9 to 3'. */
  what: string;
}

/** What a publish would change, as against the revision before it. */
export interface CourseChanges {
  /** In course order, then settings, letter and pictures; empty: no reader would notice anything. */
  list: CourseChange[];
  /** The same, a line each. */
  words: string[];
  /** Keys of lessons that were not in the revision before: new ones and those published again. */
  arrived: string[];
  /** Keys of lessons that the new revision lacks. */
  removed: string[];
  /** Keys of the fewest lessons that must have been taken up and put down elsewhere. */
  moved: string[];
}

/** A course as far as it can differ from another: a revision, a document or a draft. */
export interface CourseToCompare {
  lessons: ReadonlyArray<DocumentLesson>;
  settings: CourseSettings;
  pictures: ReadonlyMap<string, { hash: string }>;
}

/** Compares by lesson key, so that a lesson that moved, was renamed or edited is still the same lesson. */
export function changesBetween(before: CourseToCompare | null, after: CourseToCompare): CourseChanges {
  const list = before ? differences(before, after) : [firstPublication(after)];
  const old = new Set(keysOf(before?.lessons ?? []));
  const kept = new Set(keysOf(after.lessons));
  return {
    list,
    words: list.map(wordsOf),
    arrived: keysOf(after.lessons).filter((key) => !old.has(key)),
    removed: before ? keysOf(before.lessons).filter((key) => !kept.has(key)) : [],
    moved: list.flatMap(({ kind, lesson }) => (kind === 'moved' && lesson !== null ? [lesson] : [])),
  };
}

function wordsOf({ kind, lesson, what }: CourseChange): string {
  if (lesson !== null) return `${lesson}: ${what}`;
  return kind === 'settings' ? `settings: ${what}` : kind === 'letter' ? `completion letter: ${what}` : what;
}

function firstPublication({ lessons }: CourseToCompare): CourseChange {
  const count = lessons.length;
  return { kind: 'first', lesson: null, what: `first publication, ${count} ${count === 1 ? 'lesson' : 'lessons'}` };
}

function differences(before: CourseToCompare, after: CourseToCompare): CourseChange[] {
  const old = new Map(before.lessons.map((lesson, index) => [lesson.key, { ...lesson, position: index + 1 }]));
  const kept = new Set(keysOf(after.lessons));
  const moved = movedLessons(after.lessons.flatMap(({ key }) => old.get(key) ?? []));
  const list = after.lessons.flatMap((lesson, index): CourseChange[] => {
    const was = old.get(lesson.key);
    if (!was) return [{ kind: 'inserted', lesson: lesson.key, what: `inserted as lesson ${index + 1}` }];
    return lessonChanges(was, lesson, moved.has(lesson.key) ? index + 1 : null);
  });
  for (const { key, position } of old.values())
    if (!kept.has(key)) list.push({ kind: 'removed', lesson: key, what: `removed (was lesson ${position})` });
  return [...list, ...settingsChanges(before.settings, after.settings), ...pictureChanges(before, after)];
}

function keysOf(lessons: ReadonlyArray<{ key: string }>): string[] {
  return lessons.map(({ key }) => key);
}

type PlacedLesson = DocumentLesson & { position: number };

function lessonChanges(was: PlacedLesson, is: DocumentLesson, place: number | null): CourseChange[] {
  const list: CourseChange[] = [];
  const say = (kind: CourseChange['kind'], what: string) => list.push({ kind, lesson: is.key, what });
  if (place !== null) say('moved', `moved from ${was.position} to ${place}`);
  if (!sameText(was.body, is.body)) say('text', 'text changed');
  if (was.subject !== is.subject) say('subject', `subject changed to "${is.subject}"`);
  if (was.preheader !== is.preheader) say('subject', 'preheader changed');
  if (was.waitDays !== is.waitDays) say('wait', `wait changed from ${days(was.waitDays)} to ${days(is.waitDays)}`);
  if (was.minutes !== is.minutes)
    say('minutes', `minutes changed from ${was.minutes ?? 'none'} to ${is.minutes ?? 'none'}`);
  return list;
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
function movedLessons(inNewOrder: readonly PlacedLesson[]): Set<string> {
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

function settingsChanges(was: CourseSettings, is: CourseSettings): CourseChange[] {
  const list: CourseChange[] = [];
  const say = (name: string, before: unknown, after: unknown, show?: (value: never) => string) => {
    if (JSON.stringify(before) === JSON.stringify(after)) return;
    const said = show ? ` from ${show(before as never)} to ${show(after as never)}` : '';
    list.push({ kind: 'settings', lesson: null, setting: name, what: `${name} changed${said}` });
  };
  const plain = (value: unknown) => (Array.isArray(value) ? value.join(', ') || 'none' : String(value ?? 'none'));
  say('name', was.name, is.name, plain);
  say('description', was.description, is.description);
  say('author', sorted(was.author), sorted(is.author));
  say('sender', was.sender ?? null, is.sender ?? null, plain);
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
  if (!sameText(oldBody, newBody)) list.push({ kind: 'letter', lesson: null, what: 'text changed' });
  if (JSON.stringify(sorted(oldLetter)) !== JSON.stringify(sorted(newLetter)))
    list.push({ kind: 'letter', lesson: null, what: 'subject or preheader changed' });
  return list;
}

/** The same object with keys in order: jsonb does not keep the author's. */
function sorted(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  const entries = Object.entries(value).map(([key, inner]) => [key, sorted(inner)] as const);
  return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)));
}

function pictureChanges(before: CourseToCompare, after: CourseToCompare): CourseChange[] {
  const words = [...after.pictures].flatMap(([path, { hash }]) => {
    const was = before.pictures.get(path)?.hash;
    if (was === hash) return [];
    return [`${path}: ${was === undefined ? 'added' : 'changed'}`];
  });
  const gone = [...before.pictures.keys()].filter((path) => !after.pictures.has(path));
  return [...words, ...gone.map((path) => `${path}: removed`)].map((what) => ({ kind: 'picture', lesson: null, what }));
}
