import { existsSync } from 'node:fs';
import { readCourseFiles } from '../courses/course-files.js';
import type { CourseDocument } from '../courses/course-document.js';
import { readCourseFolder } from '../courses/course-folder.js';
import { contentFolder } from './content-folder.js';

/** A course from its files: --dir, or content/SLUG. Throws with every fault, by file and line. */
export async function courseFromFiles(
  slug: string,
  dir: string | undefined,
): Promise<{ course: CourseDocument; files: Map<string, Uint8Array> }> {
  const folder = dir ?? contentFolder(slug);
  if (!existsSync(folder)) throw new Error(`There is no course ${slug}: no folder ${folder}. Name one with --dir.`);
  const files = await readCourseFolder(folder);
  const reading = readCourseFiles(files);
  if ('faults' in reading)
    throw new Error(reading.faults.map((fault) => `${fault.file}:${fault.line} ${fault.message}`).join('\n'));
  if (dir === undefined && reading.course.slug !== slug)
    throw new Error(`${folder} holds the course ${reading.course.slug}, not ${slug}.`);
  return { course: reading.course, files };
}
