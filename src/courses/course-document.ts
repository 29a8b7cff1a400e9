import type { PictureType } from '../pictures/picture-header.js';
import type { CourseSettings } from './course-settings.js';

/** A whole course as its author wrote it, read and found in order; what a push publishes. */
export interface CourseDocument {
  slug: string;
  settings: CourseSettings;
  /** In course order, at least one; keys are unique. */
  lessons: DocumentLesson[];
  /** Path as the Markdown names it (pictures/clam.png) → the picture; also those that no letter shows. */
  pictures: ReadonlyMap<string, DocumentPicture>;
  /** course.yaml and the Markdown files, byte for byte. */
  files: ReadonlyMap<string, Uint8Array>;
}

export interface DocumentLesson {
  key: string;
  /** Days after the lesson before, 1–90. */
  waitDays: number;
  subject: string;
  preheader: string;
  minutes: number | null;
  /** Markdown, as it stands in the file. */
  body: string;
}

export interface DocumentPicture {
  bytes: Uint8Array;
  /** SHA-256 of the bytes, hex. */
  hash: string;
  mediaType: PictureType;
  width: number;
  height: number;
}
