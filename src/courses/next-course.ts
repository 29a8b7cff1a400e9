import type { CourseSettings } from './course-settings.js';
import type { FileFault } from './file-text.js';
import { placeInSettings } from './settings-place.js';

export interface NextCourse {
  slug: string;
  settings: Pick<CourseSettings, 'next'>;
}

/**
 * What is wrong with the course that follows, at its line of course.yaml; null: nothing, or none follows. `exists` tells whether a
 * course has, or had, an address: one that nothing was published of yet is offered once something is.
 */
export async function nextCourseFault(
  { slug, settings }: NextCourse,
  courseYaml: Uint8Array | undefined,
  exists: (slug: string) => Promise<boolean>,
): Promise<FileFault | null> {
  const named = settings.next?.course;
  if (named === undefined) return null;
  const wrong =
    named === slug ? 'is this course itself' : (await exists(named)) ? null : 'is not the address of a course here';
  if (wrong === null) return null;
  const message = `next course: "${named}" ${wrong}: expected the address of the course that follows`;
  return { ...placeInSettings(courseYaml, ['next', 'course']), message };
}
