import { CourseReader } from '../courses/course.reader.js';
import type { PublishedCourse } from '../courses/course-settings.js';
import { HouseSettings, type Letterhead } from '../settings/house-settings.js';
import { withRooms } from './with-rooms.js';

/** The course as it is published in the database. Loaded when --live asks for it: it brings the whole house along. */
export async function publishedCourse(slug: string): Promise<PublishedCourse> {
  const course = await withRooms((rooms) => rooms.get(CourseReader).bySlug(slug));
  if (!course) throw noPublished(slug);
  return course;
}

/** The same, and the letterhead that its letters bear now. */
export function publishedWithLetterhead(slug: string): Promise<{ course: PublishedCourse; letterhead: Letterhead }> {
  return withRooms(async (rooms) => {
    const course = await rooms.get(CourseReader).bySlug(slug);
    if (!course) throw noPublished(slug);
    return { course, letterhead: await rooms.get(HouseSettings).letterheadFrom(course.settings.sender ?? null) };
  });
}

const noPublished = (slug: string) => new Error(`There is no published course ${slug}.`);
