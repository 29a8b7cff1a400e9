import { readLesson } from '../rendering/lesson-document.js';
import { lessonText } from '../rendering/lesson-text.js';
import { readingTime } from '../rendering/reading-time.js';
import { changesBetween } from './course-changes.js';
import type { DocumentLesson } from './course-document.js';
import { writtenSettings } from './course-edits-beside.js';
import type { PublishedCourse } from './course-settings.js';
import { type DraftDocument, faultsOfDraft } from './draft-document.js';
import type { DraftLesson, DraftView } from './draft.schema.js';
import type { FileFault } from './file-text.js';
import type { StandingDraft } from './draft.store.js';
import type { ShelvedLesson } from './edit-ground.reader.js';

/** A course as its editors find it: what was published, and the draft on top of it. */
export interface PresentDraft {
  courseId: string;
  /** The course's address; what course.yaml says may be a former one. */
  slug: string;
  published: PublishedCourse | null;
  /** When, and by whom; null like `published`. */
  revision: { publishedAt: Date; author: string } | null;
  /** Null: never saved. */
  standing: StandingDraft | null;
  /** The draft; where there is none, the published course as a draft. */
  document: DraftDocument;
}

/** What undo and redo would do, in words. */
export interface DraftWay {
  undoes: string | null;
  redoes: string | null;
}

/** `more`: what else keeps it from being published, beside what its own files say. */
export function draftView(
  present: PresentDraft,
  shelf: readonly ShelvedLesson[],
  way: DraftWay,
  more: readonly FileFault[],
): DraftView {
  const { document, published, revision, standing } = present;
  const hasDraft = standing?.document != null;
  return {
    slug: present.slug,
    version: standing?.version ?? 0,
    hasDraft,
    basedOn: published &&
      revision && {
        revision: published.revisionNumber,
        publishedAt: revision.publishedAt.toISOString(),
        author: revision.author,
      },
    savedAt: hasDraft ? standing.savedAt.toISOString() : null,
    savedBy: hasDraft ? standing.saver : null,
    canUndo: way.undoes !== null,
    canRedo: way.redoes !== null,
    ...way,
    settings: writtenSettings(document),
    completion: document.settings.completion,
    lessons: draftLessons(document, published),
    shelf: shelf.map(({ key, subject, from }) => ({ key, subject, from })),
    pictures: Object.entries(document.pictures).map(([path, picture]) => ({ path, ...picture })),
    changes: changesOf(document, published),
    faults: [...faultsOfDraft(document), ...more],
  };
}

/** What publishing a draft would change, a line each. */
export function changesOf(document: DraftDocument, published: PublishedCourse | null): string[] {
  return comparing(document, published).words;
}

function comparing(document: DraftDocument, published: PublishedCourse | null) {
  return changesBetween(published, { ...document, pictures: new Map(Object.entries(document.pictures)) });
}

function draftLessons(document: DraftDocument, published: PublishedCourse | null): DraftLesson[] {
  const old = new Map(published?.lessons.map((lesson) => [lesson.key, lesson]));
  const moved = new Set(comparing(document, published).moved);
  return document.lessons.map((lesson) => {
    const { words, minutes: reading } = readingTime(textOf(lesson.body));
    const was = old.get(lesson.key);
    const state = !was ? 'new' : !sameLesson(was, lesson) ? 'changed' : moved.has(lesson.key) ? 'moved' : 'published';
    return { ...lesson, state, words, reading };
  });
}

function sameLesson(a: DocumentLesson, b: DocumentLesson): boolean {
  return (
    a.subject === b.subject &&
    a.preheader === b.preheader &&
    a.waitDays === b.waitDays &&
    a.minutes === b.minutes &&
    a.body === b.body
  );
}

/** What a reader reads, as the letter's text part has it. */
function textOf(body: string): string {
  return lessonText(readLesson(body).document, (_, fallback) => fallback);
}
