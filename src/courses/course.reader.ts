import { Injectable } from '@nestjs/common';
import { HouseError } from '../house-error.js';
import { type CoursePointer, CourseStore } from './course.store.js';
import type { PublishedCourse } from './course-settings.js';

const mostKept = 64;

/**
 * Published courses, whole. Which revision a course shows is asked each time (one indexed query), so a publish is seen at
 * once by every process; the revisions themselves never change and are kept in memory, the 64 last used.
 */
@Injectable()
export class CourseReader {
  private readonly kept = new Map<string, Promise<PublishedCourse | null>>();

  constructor(private readonly courses: CourseStore) {}

  /** Every course that has been published, oldest first; also those closed to sign-ups. */
  async list(): Promise<PublishedCourse[]> {
    const pointers = await this.courses.published();
    const courses = await Promise.all(pointers.map((pointer) => this.shown(pointer)));
    return courses.filter((course) => course !== null);
  }

  /** Null when there is no such course, or nothing of it was published. By a former address too: `slug` is the present one. */
  async bySlug(slug: string): Promise<PublishedCourse | null> {
    return this.shown(await this.courses.bySlug(slug));
  }

  /** As bySlug, by the course's id. */
  async byId(courseId: string): Promise<PublishedCourse | null> {
    return this.shown(await this.courses.byId(courseId));
  }

  /** Throws HouseError 'not-found': a revision that a row names is always there. */
  async byRevision(revisionId: string): Promise<PublishedCourse> {
    const known = this.kept.get(revisionId);
    const asked = known ?? this.courses.revision(revisionId);
    this.kept.delete(revisionId); // and in again at the end: the front is what was not used for longest
    this.kept.set(revisionId, asked);
    if (this.kept.size > mostKept) this.kept.delete(this.kept.keys().next().value ?? revisionId);
    try {
      const course = await asked;
      if (course) return course;
    } catch (error) {
      this.forget(revisionId, asked);
      throw error;
    }
    this.forget(revisionId, asked);
    throw new HouseError('not-found', 'There is no such revision.');
  }

  /** A revision never changes; the address of its course may. */
  private async shown(pointer: CoursePointer | null): Promise<PublishedCourse | null> {
    if (pointer === null || pointer.revisionId === null) return null;
    const course = await this.byRevision(pointer.revisionId);
    return course.slug === pointer.slug ? course : { ...course, slug: pointer.slug };
  }

  /** A failure is not kept: the next call asks again. */
  private forget(revisionId: string, asked: Promise<PublishedCourse | null>): void {
    if (this.kept.get(revisionId) === asked) this.kept.delete(revisionId);
  }
}
