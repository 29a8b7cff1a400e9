import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { PictureStore } from '../pictures/picture.store.js';
import { KnownSenders } from '../settings/known-senders.js';
import type { CourseSettings } from './course-settings.js';
import { CourseStore } from './course.store.js';
import type { FileFault } from './file-text.js';
import { nextCourseFault } from './next-course.js';
import { placeInSettings } from './settings-place.js';

/** What a course needs of the house beside its own words: its pictures, the course that follows, the sender of its letters. */
@Injectable()
export class CourseTies {
  constructor(
    readonly pictures: PictureStore,
    private readonly courses: CourseStore,
    private readonly senders: KnownSenders,
  ) {}

  /**
   * What keeps it from being published in this house though its files are right, each at its line of course.yaml. With `hold` what is
   * there stays until the transaction ends.
   */
  async faults(
    course: { slug: string; settings: CourseSettings },
    courseYaml: Uint8Array | undefined,
    db: EntityManager,
    hold: boolean,
  ): Promise<FileFault[]> {
    const exists = async (slug: string) => (await this.courses.bySlug(slug, db)) !== null;
    const next = await nextCourseFault(course, courseYaml, exists);
    const { sender } = course.settings;
    const problem = sender ? await this.senders.problemWith(sender, db, hold) : null;
    return [
      ...(problem === null ? [] : [{ ...placeInSettings(courseYaml, ['sender']), message: `sender: ${problem}` }]),
      ...(next ? [next] : []),
    ];
  }
}
