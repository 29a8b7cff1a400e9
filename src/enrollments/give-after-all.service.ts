import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { AuditStore } from '../audit/audit.store.js';
import { CourseReader } from '../courses/course.reader.js';
import { inTransaction } from '../database/transaction.js';
import { HouseError } from '../house-error.js';
import { PublishEffectsService } from './publish-effects.service.js';
import { type SkippedLesson, SkippedLessonStore } from './skipped-lesson.store.js';

/** "Give it after all": the author takes back a word that let people skip a lesson (rule 23). */
@Injectable()
export class GiveAfterAllService {
  constructor(
    private readonly db: DataSource,
    private readonly skipped: SkippedLessonStore,
    private readonly effects: PublishEffectsService,
    private readonly courses: CourseReader,
    private readonly audit: AuditStore,
  ) {}

  /** Lessons that people skip by the word of this revision. Throws 'not-found'. */
  async skippedBy(slug: string, number: number): Promise<SkippedLesson[]> {
    const revision = await this.revision(this.db.manager, slug, number);
    return this.skipped.ofRevision(this.db.manager, revision.id);
  }

  /**
   * Active and paused walks that skip the lesson by this revision's word get it next, at the slot they have, before a
   * completion letter that is only planned (rule 24); who waits for more goes on. Gives how many walks; 0 the second time.
   * One transaction, which holds the course, so that no planner and no publish is at it meanwhile.
   */
  give(slug: string, number: number, lesson: string, actor: string, now: Date): Promise<{ people: number }> {
    return inTransaction(this.db, async (db) => {
      const revision = await this.revision(db, slug, number);
      await this.skipped.lockCourse(db, revision.courseId);
      const lessons = await this.skipped.ofRevision(db, revision.id);
      const lessonId = lessons.find(({ key }) => key === lesson)?.lessonId;
      const walks = lessonId === undefined ? 0 : await this.skipped.giveAfterAll(db, revision.id, lessonId);
      const course = await this.courses.byId(revision.courseId);
      if (walks > 0 && lessonId !== undefined && course) await this.effects.owedAgain(db, course, lessonId, now);
      await this.audit.record(db, {
        ...{ at: now, actor, action: 'lesson.given-after-all', subjectKind: 'course', subjectId: revision.courseId },
        after: { revision: number, lesson, people: walks },
      });
      return { people: walks };
    });
  }

  private async revision(db: EntityManager, slug: string, number: number) {
    const revision = await this.skipped.revision(db, slug, number);
    if (!revision) throw new HouseError('not-found', `There is no revision ${number} of this course.`);
    return revision;
  }
}
