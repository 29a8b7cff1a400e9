import type { CourseDocument, DocumentLesson } from './course-document.js';
import { readDraftFiles } from './course-files.js';
import type { CourseSettings, PictureFile } from './course-settings.js';
import type { FileFault } from './file-text.js';

/**
 * What a draft keeps: a course as its files say it, readable but perhaps not ready to publish. The files are the truth,
 * byte for byte (rule 26); settings and lessons are what the house's readers make of them. JSON.
 */
export interface DraftDocument {
  slug: string;
  settings: CourseSettings;
  lessons: DocumentLesson[];
  /** Path → picture; the bytes are in pictures, by hash. */
  pictures: Record<string, PictureFile>;
  /** Path → bytes of course.yaml and the Markdown files, base64. */
  files: Record<string, string>;
}

/** A draft's files as bytes. Maps are in the order of their paths. */
export interface DraftFiles {
  texts: ReadonlyMap<string, Uint8Array>;
  pictures: ReadonlyMap<string, PictureFile>;
}

export function draftOf(course: CourseDocument): DraftDocument {
  const pictures = [...course.pictures].map(
    ([path, { hash, width, height }]) => [path, { hash, width, height }] as const,
  );
  const { slug, settings, lessons } = course;
  return { slug, settings, lessons, pictures: sortedObject(pictures), files: base64Of(course.files) };
}

/** The draft that these files are. Throws where course.yaml cannot be read: edits never leave it so. */
export function draftOfFiles({ texts, pictures }: DraftFiles): DraftDocument {
  const reading = readDraftFiles(texts, pictures.keys());
  if (!reading) throw new Error('the files of a draft cannot be read');
  const { slug, settings, lessons } = reading;
  return { slug, settings, lessons, pictures: sortedObject(pictures), files: base64Of(texts) };
}

export function filesOfDraft({ files, pictures }: Pick<DraftDocument, 'files' | 'pictures'>): DraftFiles {
  const texts = Object.entries(files).map(([path, bytes]) => [path, new Uint8Array(Buffer.from(bytes, 'base64'))]);
  return { texts: new Map(texts as Array<[string, Uint8Array]>), pictures: new Map(Object.entries(pictures)) };
}

/** What keeps this draft from being published, by file and line; empty: nothing. */
export function faultsOfDraft(draft: DraftDocument): FileFault[] {
  const { texts, pictures } = filesOfDraft(draft);
  return readDraftFiles(texts, pictures.keys())?.faults ?? [];
}

/**
 * Every file of a draft, pictures too, as readCourseFiles takes them to make a CourseDocument that can be published.
 * `bytesByHash` holds the pictures' bytes; one that is missing is left out, and the reading says so.
 */
export function courseFilesOfDraft(
  draft: Pick<DraftDocument, 'files' | 'pictures'>,
  bytesByHash: ReadonlyMap<string, Uint8Array>,
): Map<string, Uint8Array> {
  const { texts, pictures } = filesOfDraft(draft);
  const files = new Map(texts);
  for (const [path, { hash }] of pictures) {
    const bytes = bytesByHash.get(hash);
    if (bytes) files.set(path, bytes);
  }
  return files;
}

/** Whether two drafts are the same to the byte. What is read from files needs no comparing. */
export function sameDraft(a: DraftDocument, b: DraftDocument): boolean {
  const { files, pictures } = changeBetween(a, b);
  return Object.keys(files).length === 0 && Object.keys(pictures).length === 0;
}

/** What one save changed, both ways; null: there is, or was, no such file. JSON. */
export interface DraftChange {
  files: Record<string, [before: string | null, after: string | null]>;
  pictures: Record<string, [before: PictureFile | null, after: PictureFile | null]>;
}

export function changeBetween(before: DraftDocument, after: DraftDocument): DraftChange {
  return {
    files: differences(before.files, after.files, (a, b) => a === b),
    pictures: differences(before.pictures, after.pictures, (a, b) => a.hash === b.hash),
  };
}

/** Two changes, one after the other, as one. */
export function joinedChange(first: DraftChange, second: DraftChange): DraftChange {
  const join = <T>(a: Record<string, [T, T]>, b: Record<string, [T, T]>): Record<string, [T, T]> => {
    const both = { ...a };
    for (const [path, [before, after]] of Object.entries(b)) both[path] = [a[path] ? a[path][0] : before, after];
    return both;
  };
  return { files: join(first.files, second.files), pictures: join(first.pictures, second.pictures) };
}

/** The draft with a change taken back, or made again. */
export function withChange(draft: DraftDocument, change: DraftChange, way: 'back' | 'forth'): DraftDocument {
  const side = way === 'back' ? 0 : 1;
  const put = <T>(all: Record<string, T>, changes: Record<string, [T | null, T | null]>) => {
    const now = new Map(Object.entries(all));
    for (const [path, sides] of Object.entries(changes)) {
      const value = sides[side];
      if (value === null) now.delete(path);
      else now.set(path, value);
    }
    return sortedObject(now);
  };
  const files = put(draft.files, change.files);
  return draftOfFiles(filesOfDraft({ files, pictures: put(draft.pictures, change.pictures) }));
}

function differences<T>(
  before: Record<string, T>,
  after: Record<string, T>,
  same: (a: T, b: T) => boolean,
): Record<string, [T | null, T | null]> {
  const paths = new Set([...Object.keys(before), ...Object.keys(after)]);
  const found: Record<string, [T | null, T | null]> = {};
  for (const path of [...paths].sort()) {
    const [was, is] = [before[path], after[path]];
    if (was === undefined || is === undefined || !same(was, is)) found[path] = [was ?? null, is ?? null];
  }
  return found;
}

function base64Of(files: ReadonlyMap<string, Uint8Array>): Record<string, string> {
  return sortedObject([...files].map(([path, bytes]) => [path, Buffer.from(bytes).toString('base64')] as const));
}

function sortedObject<T>(entries: Iterable<readonly [string, T]>): Record<string, T> {
  return Object.fromEntries([...entries].sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)));
}
