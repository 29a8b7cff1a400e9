import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { HouseError } from '../house-error.js';
import { changesBetween, type CourseToCompare, type CourseChanges } from './course-changes.js';
import { CourseStore } from './course.store.js';
import type { PublishedCourse } from './course-settings.js';
import { DraftStore } from './draft.store.js';
import type { RevisionStep } from './publish-effects.js';
import { stepBetween } from './revision-step.js';

/** What publishing the draft would make of a course. */
export interface NextRevision {
  courseId: string;
  /** Null: nothing was published yet. */
  before: PublishedCourse | null;
  /** The draft; what is published, where there is none. */
  after: CourseToCompare;
  /** The draft's version, which a publish must name; 0: there is no draft. */
  version: number;
  changes: CourseChanges;
  /** Null where nobody can be touched: no draft, or nothing published before. Lessons that are new have ids below 0. */
  step: RevisionStep | null;
}

/** Sets a draft beside the published revision. It reads, and locks nothing. */
@Injectable()
export class NextRevisionReader {
  constructor(
    private readonly courses: CourseStore,
    private readonly drafts: DraftStore,
  ) {}

  /** Throws 'not-found' for a course that is not there, or has neither revision nor draft. */
  async read(slug: string, db: EntityManager): Promise<NextRevision> {
    const pointer = await this.courses.bySlug(slug, db);
    const before = pointer?.revisionId ? await this.courses.revision(pointer.revisionId, db) : null;
    const draft = pointer && (await this.drafts.find(pointer.id, db));
    const written = draft && { ...draft.document, pictures: new Map(Object.entries(draft.document.pictures)) };
    const after = written ?? before;
    if (!pointer || !after) throw new HouseError('not-found', `There is no course ${slug}.`);
    const ids = await this.courses.knownLessonIds(pointer.id, db);
    for (const [index, { key }] of after.lessons.entries()) if (!ids.has(key)) ids.set(key, String(-1 - index));
    return {
      courseId: pointer.id,
      before,
      after,
      version: draft?.version ?? 0,
      changes: changesBetween(before, after),
      step: before && draft ? stepBetween(before, after, ids) : null,
    };
  }
}
