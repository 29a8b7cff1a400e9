import type { LetterPicture } from '../../emails/_parts/picture.js';
import { readLesson, type LessonDocument } from './lesson-document.js';
import { titleLines } from './lesson-text.js';
import { placeholder } from './letter-template.js';
import { mergeText, readMergeText, type Merge } from './merge-text.js';
import type { LetterCourse, LetterLook } from './templates.js';

/** Leaves a merge field open: each reader's own words are filled in later. */
export const merge: Merge = (field, fallback) => placeholder(`${field}|${fallback}`);

/** A line of an author's words, its merge fields open. */
export function words(source: string): string {
  return mergeText(readMergeText(source).parts, merge);
}

/** A title for the text part, underlined. */
export function titleText(subject: string): string {
  return titleLines(readMergeText(subject).parts, merge, '=').join('\n');
}

/** Nothing with faults is published or sent, so one here is our own mistake. */
export function understood(markdown: string, which: string): LessonDocument {
  const { document, faults } = readLesson(markdown);
  const [first] = faults;
  if (first) throw new Error(`${which} cannot be rendered: line ${first.line}: ${first.message}`);
  return document;
}

/** Throws for a path that has no picture. */
export function pictureOf(
  { pictures }: Pick<LetterCourse, 'pictures'>,
  look: LetterLook,
): (path: string) => LetterPicture {
  return (path) => {
    const picture = pictures.get(path);
    if (!picture) throw new Error(`There is no picture ${path}`);
    return {
      src: `${look.publicUrl}/pictures/${picture.hash}`,
      width: Math.round(picture.width / 2),
      height: Math.round(picture.height / 2),
    };
  };
}

/** Who the letters come from, as readers know them. */
export function senderName({ sender, publicUrl }: LetterLook): string {
  return sender ?? new URL(publicUrl).host;
}
