import { Injectable } from '@nestjs/common';
import type { Admin } from '../accounts/admin.js';
import { CourseReader } from '../courses/course.reader.js';
import { DraftReader } from '../courses/draft.reader.js';
import type { DraftView } from '../courses/draft.schema.js';
import { DraftService } from '../courses/draft.service.js';
import { HouseError } from '../house-error.js';
import { RevisionStore } from './revision.store.js';

/** Publishing an old revision again begins by making it the draft; the questions of rules 23 and 24 come as for any other. */
@Injectable()
export class BringBackService {
  constructor(
    private readonly reader: DraftReader,
    private readonly revisions: RevisionStore,
    private readonly courses: CourseReader,
    private readonly drafts: DraftService,
  ) {}

  /** The revision's files, to the byte, take the draft's place; undo brings back what stood there. As DraftService.edit. */
  async bringBack(
    slug: string,
    { number, version }: { number: number; version: number },
    admin: Admin,
    now: Date,
  ): Promise<DraftView> {
    const { courseId } = await this.reader.bySlug(slug);
    const row = await this.revisions.byNumber(courseId, number);
    if (!row) throw new HouseError('not-found', `There is no revision ${number} of this course.`);
    const course = await this.courses.byRevision(row.id);
    return this.drafts.replace(slug, version, { course, words: `brought back revision ${number}` }, admin, now);
  }
}
