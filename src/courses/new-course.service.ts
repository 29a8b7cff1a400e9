import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { AuditStore } from '../audit/audit.store.js';
import { inTransaction } from '../database/transaction.js';
import { faultyFields, HouseError } from '../house-error.js';
import { CourseStore } from './course.store.js';
import { DraftReader } from './draft.reader.js';
import type { DraftView } from './draft.schema.js';
import { DraftStore, type Saver } from './draft.store.js';
import { newCourse } from './new-course.js';

@Injectable()
export class NewCourseService {
  constructor(
    private readonly db: DataSource,
    private readonly courses: CourseStore,
    private readonly drafts: DraftStore,
    private readonly reader: DraftReader,
    private readonly audit: AuditStore,
  ) {}

  /**
   * A new course, as a draft that readers do not see. Throws HouseError 'invalid' with `fields` for a name or address that
   * cannot be, or an address that another course has; of two at once with one address, one is made.
   */
  async create(slug: string, name: string, saver: Saver, now: Date): Promise<DraftView> {
    const made = newCourse(slug, name);
    if ('fields' in made) throw faultyFields(made.fields);
    return inTransaction(this.db, async (db) => {
      const courseId = await this.courses.add(slug, now, db);
      if (courseId === null) throw taken(slug);
      await this.drafts.lock(courseId, now, db);
      const draft = { document: made.document, changes: 1, done: [], undone: [] };
      await this.drafts.write(courseId, draft, saver, 1, now, db);
      const step = { version: 1, savedAt: now, savedBy: saver.actor, words: ['began this course'], change: null };
      await this.drafts.keepStep(courseId, step, saver, db);
      const entry = {
        at: now,
        actor: saver.actor,
        action: 'course.created',
        subjectKind: 'course',
        subjectId: courseId,
      };
      await this.audit.record(db, { ...entry, after: { slug, name } });
      return this.reader.view(await this.reader.forChange(slug, now, db), db);
    });
  }

  /** Takes away a course that was never published, with its draft. Throws HouseError 'conflict' for any other. */
  async remove(slug: string, saver: Saver, now: Date): Promise<void> {
    await inTransaction(this.db, async (db) => {
      const { courseId, published, document } = await this.reader.forChange(slug, now, db);
      if (published) throw new HouseError('conflict', 'This course was published: its readers’ letters belong to it.');
      await this.drafts.forget(courseId, db);
      await this.courses.removeUnpublished(courseId, db);
      const entry = {
        at: now,
        actor: saver.actor,
        action: 'course.removed',
        subjectKind: 'course',
        subjectId: courseId,
      };
      await this.audit.record(db, { ...entry, before: { slug, name: document.settings.name } });
    });
  }
}

function taken(slug: string): HouseError {
  return faultyFields({ slug: `there is a course at /courses/${slug} already: expected an address of its own` });
}
