import { readMergeText } from '../rendering/merge-text.js';
import type { DocumentLesson } from './course-document.js';
import { lessonMatter, subjectFault } from './course-file.schema.js';
import { lessonFile, mostLessons } from './course-files.js';
import { completionEdit, pictureAdd, pictureRemove, settingsEdit } from './course-edits-beside.js';
import { type DraftDocument, draftOfFiles, filesOfDraft } from './draft-document.js';
import type { DraftEdit } from './draft.schema.js';
import type { PictureFile } from './course-settings.js';
import { halfCharacter, textOf } from './file-text.js';
import { keyFor, lessonBytes, numberedPaths } from './lesson-file.js';

/** What edits may need to know that does not stand in the draft. */
export interface EditGround {
  /** Every id that a lesson of this course has or had: they are never used for another. */
  takenKeys: ReadonlySet<string>;
  /** Lessons that may be put back, by key. */
  shelf: ReadonlyMap<string, DocumentLesson>;
  /** Pictures that were uploaded, by hash. */
  uploads: ReadonlyMap<string, PictureFile>;
}

export type EditResult =
  | { document: DraftDocument; /** A line each, in the past tense: "moved “The clam” to place 3". */ words: string[] }
  /** Field → what is expected there: { 'lesson.subject': 'expected …' }. Nothing was done. */
  | { fields: Record<string, string> };

/**
 * Makes edits on a draft, all or none, each on what the one before left. Only the files that an edit concerns change; the
 * bytes of every other file stay. What is refused is what could not be read back: an empty subject, a wait of 0, an id
 * twice. A letter that is only half written is kept, and its faults are listed until it is ready.
 */
export function applyEdits(document: DraftDocument, edits: readonly DraftEdit[], ground: EditGround): EditResult {
  let now = document;
  const words: string[] = [];
  const taken = new Set([...ground.takenKeys, ...document.lessons.map(({ key }) => key)]);
  for (const edit of edits) {
    const made = applyEdit(now, edit, { ...ground, takenKeys: taken });
    if ('fields' in made) return made;
    now = made.document;
    words.push(...made.words);
    for (const { key } of now.lessons) taken.add(key);
  }
  return { document: now, words };
}

function applyEdit(document: DraftDocument, edit: DraftEdit, ground: EditGround): EditResult {
  switch (edit.kind) {
    case 'settings.write':
      return settingsEdit(document, edit);
    case 'completion.write':
      return completionEdit(document, edit);
    case 'picture.add':
      return pictureAdd(document, edit, ground.uploads);
    case 'picture.remove':
      return pictureRemove(document, edit);
    default:
      return new LessonEditing(document, ground).apply(edit);
  }
}

type LessonEdit = Extract<DraftEdit, { kind: `lesson.${string}` }>;

/** A lesson in order, and its file; `path` and `bytes` change only where an edit says so. */
interface Placed {
  lesson: DocumentLesson;
  path: string;
  bytes: Uint8Array;
}

class LessonEditing {
  private readonly order: Placed[];
  private readonly beside: Map<string, Uint8Array>;

  constructor(
    private readonly document: DraftDocument,
    private readonly ground: EditGround,
  ) {
    const { texts } = filesOfDraft(document);
    this.beside = new Map([...texts].filter(([path]) => !lessonFile.test(path)));
    const numberOf = (path: string) => Number(lessonFile.exec(path)?.[1]);
    const files = [...texts]
      .filter(([path]) => lessonFile.test(path))
      .sort(([a], [b]) => numberOf(a) - numberOf(b) || (a < b ? -1 : 1));
    if (files.length !== document.lessons.length) throw new Error('the draft’s lessons are not its files');
    this.order = document.lessons.map((lesson, index) => {
      const [path, bytes] = files[index] ?? ['', new Uint8Array()];
      return { lesson, path, bytes };
    });
  }

  apply(edit: LessonEdit): EditResult {
    if (edit.kind === 'lesson.insert') return this.insert(edit);
    if (edit.kind === 'lesson.restore') return this.restore(edit);
    const at = this.placeOf(edit.lesson);
    const placed = this.order[at];
    if (!placed) return { fields: { lesson: `there is no lesson "${edit.lesson}" in this draft any more` } };
    switch (edit.kind) {
      case 'lesson.move':
        return this.move(placed, edit.before);
      case 'lesson.duplicate':
        return this.duplicate(placed, at);
      case 'lesson.write':
        return this.write(placed, at, edit);
      case 'lesson.remove':
        this.order.splice(at, 1);
        return this.reordered(`took out ${named(placed.lesson)}`);
    }
  }

  private move(placed: Placed, before: string | null): EditResult {
    const was = this.order.indexOf(placed);
    if (before === placed.lesson.key) return this.unchanged();
    const fault = this.put(placed, before, was);
    if (fault) return fault;
    const is = this.order.indexOf(placed);
    return is === was
      ? this.unchanged()
      : this.reordered(`moved ${named(placed.lesson)} from place ${was + 1} to ${is + 1}`);
  }

  private insert({ lesson: given, before }: Extract<LessonEdit, { kind: 'lesson.insert' }>): EditResult {
    const { key = keyFor(given.subject, this.ground.takenKeys), ...rest } = given;
    if (this.ground.takenKeys.has(key))
      return {
        fields: { 'lesson.key': `"${key}" is the id of another lesson of this course: expected one of its own` },
      };
    const checked = this.checked({ key, ...rest }, this.order.length + 1);
    if ('fields' in checked) return checked;
    return this.add(checked.lesson, before, 'inserted');
  }

  private duplicate({ lesson }: Placed, at: number): EditResult {
    const key = keyFor(lesson.subject, this.ground.takenKeys);
    const copy = this.checked({ ...lesson, key, subject: copyOf(lesson.subject) }, this.order.length + 1);
    if ('fields' in copy) return copy;
    return this.add(copy.lesson, this.order[at + 1]?.lesson.key ?? null, 'copied as');
  }

  private restore({ lesson: key, before }: Extract<LessonEdit, { kind: 'lesson.restore' }>): EditResult {
    const lesson = this.ground.shelf.get(key);
    if (this.placeOf(key) >= 0) return { fields: { lesson: `"${key}" stands in the draft already` } };
    if (!lesson) return { fields: { lesson: `there is no lesson "${key}" to put back` } };
    return this.add(lesson, before, 'put back');
  }

  private add(lesson: DocumentLesson, before: string | null, done: string): EditResult {
    if (this.order.length >= mostLessons) return { fields: { lesson: `expected at most ${mostLessons} lessons` } };
    const placed = { lesson, path: `${lesson.key}.md`, bytes: lessonBytes(lesson) };
    const fault = this.put(placed, before);
    return fault ?? this.reordered(`${done} ${named(lesson)}, as lesson ${this.order.indexOf(placed) + 1}`);
  }

  private write(placed: Placed, at: number, edit: Extract<LessonEdit, { kind: 'lesson.write' }>): EditResult {
    const { lesson } = placed;
    const { subject = lesson.subject, preheader = lesson.preheader, body = lesson.body } = edit;
    const { waitDays = lesson.waitDays, minutes = lesson.minutes } = edit;
    const wanted = { key: lesson.key, subject, preheader, waitDays, minutes, body };
    const checked = this.checked(wanted, subject === lesson.subject ? null : at + 1);
    if ('fields' in checked) return checked;
    const words = lessonWords(lesson, checked.lesson);
    if (words.length === 0) return this.unchanged();
    this.order[at] = { ...placed, lesson: checked.lesson, bytes: lessonBytes(checked.lesson) };
    return this.finished(words);
  }

  /**
   * A lesson as its file would be read back, or what is wrong, by field. The body's Markdown is looked at later. `place`
   * null: the subject stood there before, and how long it may be was asked then.
   */
  private checked(
    lesson: DocumentLesson,
    place: number | null,
  ): { lesson: DocumentLesson } | { fields: Record<string, string> } {
    const { key, waitDays, subject, preheader, minutes, body } = lesson;
    const fields: Record<string, string> = {};
    const matter = lessonMatter.safeParse({ id: key, subject, preheader, wait: waitDays, minutes });
    const names: Record<string, string> = { id: 'key', wait: 'waitDays' };
    for (const { path, message } of matter.error?.issues ?? []) {
      const name = String(path[0]);
      fields[`lesson.${names[name] ?? name}`] ??= message;
    }
    const count = Math.max(this.order.length, place ?? 0);
    const tooLong = place && subjectFault(`Day ${place} of ${count} · `, matter.data?.subject ?? '');
    if (tooLong) fields['lesson.subject'] ??= tooLong;
    if (halfCharacter.test(body)) fields['lesson.body'] = 'has half a character in it: expected plain text';
    if (!matter.success || Object.keys(fields).length > 0) return { fields };
    const { subject: kept, preheader: keptToo } = matter.data;
    const right = { key, subject: kept, preheader: keptToo, waitDays, minutes, body };
    const reading = textOf(lessonBytes(right));
    return 'fault' in reading ? { fields: { 'lesson.body': reading.fault.message } } : { lesson: right };
  }

  /** Puts a lesson in front of another; null: last. `from` is where it stands now, when it does. */
  private put(placed: Placed, before: string | null, from?: number): { fields: Record<string, string> } | null {
    if (before !== null && this.placeOf(before) < 0)
      return { fields: { before: `there is no lesson "${before}" in this draft any more` } };
    if (from !== undefined) this.order.splice(from, 1);
    this.order.splice(before === null ? this.order.length : this.placeOf(before), 0, placed);
    return null;
  }

  private placeOf(key: string): number {
    return this.order.findIndex(({ lesson }) => lesson.key === key);
  }

  private unchanged(): EditResult {
    return { document: this.document, words: [] };
  }

  /** Lessons follow the numbers of their files, so a new order gives files new names; their bytes stay. */
  private reordered(words: string): EditResult {
    const paths = numberedPaths(this.order.map(({ path }) => path));
    this.order.forEach((placed, index) => (this.order[index] = { ...placed, path: paths[index] ?? placed.path }));
    return this.finished([words]);
  }

  private finished(words: string[]): EditResult {
    const texts = new Map([...this.beside, ...this.order.map(({ path, bytes }) => [path, bytes] as const)]);
    return { document: draftOfFiles({ texts, pictures: filesOfDraft(this.document).pictures }), words };
  }
}

function lessonWords(was: DocumentLesson, is: DocumentLesson): string[] {
  const words: string[] = [];
  if (was.subject !== is.subject) words.push(`named ${named(was)} ${named(is)}`);
  if (was.preheader !== is.preheader) words.push(`changed the preheader of ${named(is)}`);
  if (was.waitDays !== is.waitDays) words.push(`changed the wait before ${named(is)} to ${days(is.waitDays)}`);
  if (was.minutes !== is.minutes) words.push(`changed the minutes of ${named(is)} to ${is.minutes ?? 'none'}`);
  if (was.body !== is.body) words.push(`changed the words of ${named(is)}`);
  return words;
}

/** A lesson as people call it. */
function named({ subject }: DocumentLesson): string {
  const plain = readMergeText(subject).parts.map((part) => (part.type === 'text' ? part.value : part.fallback));
  return `“${plain.join('')}”`;
}

function days(count: number): string {
  return count === 1 ? '1 day' : `${count} days`;
}

function copyOf(subject: string): string {
  const copy = `${subject} (copy)`;
  return copy.length <= 80 ? copy : subject;
}
