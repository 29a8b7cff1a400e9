import { CourseReader } from '../courses/course.reader.js';
import type { PublishedCourse } from '../courses/course-settings.js';
import { withRooms } from './with-rooms.js';

/** The course as it is published in the database. Loaded when --live asks for it: it brings the whole house along. */
export async function publishedCourse(slug: string): Promise<PublishedCourse> {
  const course = await withRooms((rooms) => rooms.get(CourseReader).bySlug(slug));
  if (!course) throw new Error(`There is no published course ${slug}.`);
  return course;
}
