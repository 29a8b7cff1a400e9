import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { EnrollmentKey } from './enrollment.store.js';

/** A lesson of which a publish wrote `skipped` rows that still stand. */
export interface SkippedLesson {
  lessonId: string;
  key: string;
  /** Walks that skip it. */
  people: number;
  /** Of these, walks that are active or paused: who gets it if it is given after all. */
  open: number;
}

const skippedRow = `d.kind = 'lesson' and d.state = 'skipped'`;

/**
 * SQL of `skipped` rows: the author's or an admin's word that a walk never gets a lesson. A row that keeps a revision was
 * written by its publish; one without by moving a person. They are the only rows of the ledger that are ever deleted.
 */
@Injectable()
export class SkippedLessonStore {
  /** Nobody publishes the walk's course until the transaction ends; planners go on. Before the enrollment is locked. */
  async holdCourse(db: EntityManager, key: EnrollmentKey): Promise<void> {
    await db.query(
      `select 1 from courses where id = (select course_id from enrollments where subscriber_id = $1 and id = $2) for share`,
      [key.subscriberId, key.enrollmentId],
    );
  }

  /** The caller holds the enrollment. A lesson that the walk has by now is left as it is (deliveries_lesson_once). */
  async skip(db: EntityManager, key: EnrollmentKey, courseId: string, lessonIds: readonly string[], now: Date) {
    await db.query(
      `insert into deliveries (subscriber_id, kind, state, course_id, enrollment_id, lesson_id, because, due_at, leave_by, created_at, settled_at)
       select $1, 'lesson', 'skipped', $3, $2, lesson_id, 'moved past it by an admin', $5, $5, $5, $5
       from unnest($4::bigint[]) with ordinality as l(lesson_id, place) order by place
       on conflict (subscriber_id, enrollment_id, lesson_id) where kind = 'lesson' and state <> 'withdrawn' and repeat_of is null do nothing`,
      [key.subscriberId, key.enrollmentId, courseId, lessonIds, now],
    );
  }

  /** Takes the walk's skipped rows of these lessons away, whoever wrote them; gives how many. By deliveries_lesson_once. */
  async restore(db: EntityManager, key: EnrollmentKey, lessonIds: readonly string[]): Promise<number> {
    const [, count] = await db.query<[unknown[], number]>(
      `delete from deliveries d where d.subscriber_id = $1 and d.enrollment_id = $2 and d.lesson_id = any($3) and ${skippedRow}`,
      [key.subscriberId, key.enrollmentId, lessonIds],
    );
    return count;
  }

  /** By deliveries_skipped, the index of skipped rows by revision. */
  async ofRevision(db: EntityManager, revisionId: string): Promise<SkippedLesson[]> {
    return db.query<SkippedLesson[]>(
      `select d.lesson_id as "lessonId", l.key, count(*)::int as people,
              (count(*) filter (where e.state in ('active', 'paused')))::int as open
       from deliveries d join lessons l on l.id = d.lesson_id
       join enrollments e on e.subscriber_id = d.subscriber_id and e.id = d.enrollment_id
       where d.revision_id = $1 and ${skippedRow} group by d.lesson_id, l.key order by d.lesson_id`,
      [revisionId],
    );
  }

  /** Skipped rows that a revision wrote of a lesson go, where the walk is not over; gives how many. By deliveries_skipped. */
  async giveAfterAll(db: EntityManager, revisionId: string, lessonId: string): Promise<number> {
    const [, count] = await db.query<[unknown[], number]>(
      `delete from deliveries d where d.revision_id = $1 and d.lesson_id = $2 and ${skippedRow}
         and exists (select 1 from enrollments e where e.subscriber_id = d.subscriber_id and e.id = d.enrollment_id
                     and e.state in ('active', 'paused'))`,
      [revisionId, lessonId],
    );
    return count;
  }

  /** By the unique keys of slugs and of numbers. */
  async revision(db: EntityManager, slug: string, number: number): Promise<{ id: string; courseId: string } | null> {
    const [row] = await db.query<Array<{ id: string; courseId: string }>>(
      `select r.id, r.course_id as "courseId" from courses c join revisions r on r.course_id = c.id and r.number = $2 where c.slug = $1`,
      [slug, number],
    );
    return row ?? null;
  }

  /** As a publish takes it: planners pass the course by until the transaction ends. */
  async lockCourse(db: EntityManager, courseId: string): Promise<void> {
    await db.query(`select 1 from courses where id = $1 for no key update`, [courseId]);
  }
}
