import { Injectable } from '@nestjs/common';
import { HouseError } from '../house-error.js';
import type { LetterCourse } from '../rendering/templates.js';
import type { DocumentLesson } from './course-document.js';
import { CourseReader } from './course.reader.js';
import type { CourseSettings, PictureFile } from './course-settings.js';
import { CourseStore } from './course.store.js';
import { DraftStore } from './draft.store.js';

/** A course as those who edit it see it. */
export interface StandingCourse extends LetterCourse {
  id: string;
  settings: CourseSettings;
  lessons: readonly DocumentLesson[];
  pictures: ReadonlyMap<string, PictureFile>;
}

/** The draft where there is one, else what is published. */
@Injectable()
export class StandingCourseReader {
  constructor(
    private readonly courses: CourseStore,
    private readonly drafts: DraftStore,
    private readonly published: CourseReader,
  ) {}

  /** Two or three queries by primary or unique key. Throws HouseError 'not-found'. */
  async bySlug(slug: string): Promise<StandingCourse> {
    const pointer = await this.courses.bySlug(slug);
    const draft = pointer && (await this.drafts.find(pointer.id));
    if (draft) {
      const { settings, lessons, pictures } = draft.document;
      return { id: pointer.id, slug, settings, lessons, pictures: new Map(Object.entries(pictures)) };
    }
    if (!pointer?.revisionId) throw new HouseError('not-found', 'There is no such course.');
    return this.published.byRevision(pointer.revisionId);
  }
}
