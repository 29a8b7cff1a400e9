import { stringify } from 'yaml';
import { mergeText, readMergeText } from '../rendering/merge-text.js';
import type { DocumentLesson } from './course-document.js';
import { lessonFile } from './course-files.js';
import type { CourseSettings } from './course-settings.js';

const encoder = new TextEncoder();

/** A lesson in canonical form: front matter in one order and spelling, the body byte for byte. */
export function lessonBytes({ key, subject, preheader, waitDays, minutes, body }: DocumentLesson): Uint8Array {
  return matterAndBody({ id: key, subject, preheader, wait: waitDays, minutes: minutes ?? undefined }, body);
}

export function completionBytes({ subject, preheader, body }: CourseSettings['completion']): Uint8Array {
  return matterAndBody({ subject, preheader }, body);
}

function matterAndBody(matter: Record<string, unknown>, body: string): Uint8Array {
  const lines = stringify(matter, { lineWidth: 0, schema: 'core' });
  return encoder.encode(`---\n${lines}---\n${body}`);
}

/** The id of a new lesson, made of its subject: small letters, digits and dashes, and not one that is taken. `otherwise`: of a subject without any. */
export function keyFor(subject: string, taken: ReadonlySet<string>, otherwise = 'lesson'): string {
  const words = mergeText(readMergeText(subject).parts, (_, fallback) => fallback);
  const plain = words
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[’']/g, '')
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 60)
    .replace(/-+$/, '');
  const key = plain || otherwise;
  for (let count = 1; ; count++) {
    const candidate = count === 1 ? key : `${key}-${count}`;
    if (!taken.has(candidate)) return candidate;
  }
}

/**
 * Paths for lessons in this order: 01-, 02- … before what each was called, as many digits as the last one needs and at
 * least two. Bytes are nobody's concern here.
 */
export function numberedPaths(paths: readonly string[]): string[] {
  const digits = Math.max(2, String(paths.length).length);
  return paths.map((path, index) => `${String(index + 1).padStart(digits, '0')}-${restOf(path)}`);
}

/** The name of a lesson's file without its number; a new lesson's is its id. */
function restOf(path: string): string {
  return lessonFile.test(path) ? path.slice(path.indexOf('-') + 1) : path;
}
