import type { DocumentLesson } from './course-document.js';
import type { CourseSettings, PublishedCourse } from './course-settings.js';
import type { RevisionStep } from './publish-effects.js';

/**
 * The step from a published revision to what is to follow it. `ids`: lesson key → id, of every lesson that follows; one that
 * the course never had may have an id that no row has. Pure.
 */
export function stepBetween(
  before: PublishedCourse,
  after: { lessons: readonly DocumentLesson[]; settings: CourseSettings },
  ids: ReadonlyMap<string, string>,
): RevisionStep {
  const lessons = after.lessons.map(({ key, waitDays }, index) => ({
    id: ids.get(key) ?? '',
    position: index + 1,
    waitDays,
  }));
  const had = new Set(before.lessons.map(({ id }) => id));
  const has = new Set(lessons.map(({ id }) => id));
  return {
    courseId: before.id,
    revisionId: null,
    before,
    after: { lessons, settings: after.settings },
    arrived: lessons.map(({ id }) => id).filter((id) => !had.has(id)),
    removed: before.lessons.map(({ id }) => id).filter((id) => !has.has(id)),
  };
}
