import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';

/** How the letters of a page are called. */
export interface LetterNames {
  course(row: { courseId: string | null }): { slug: string; name: string } | null;
  lesson(row: { lessonId: string | null; revisionId: string | null; courseId: string | null }): {
    key: string;
    subject: string;
  } | null;
  broadcast(row: { broadcastId: string | null }): { id: string; subject: string } | null;
}

/** Names of courses, lessons and broadcasts for rows of the ledger: three questions a page, however many rows it has. */
@Injectable()
export class LetterNamesReader {
  constructor(private readonly db: DataSource) {}

  /** Ids for a slug (also a former one) and a lesson's key; null where there is no such course or lesson. */
  async idsOf(given: {
    course?: string | undefined;
    lesson?: string | undefined;
  }): Promise<{ courseId: string | null; lessonId: string | null } | null> {
    if (given.course === undefined) return given.lesson === undefined ? { courseId: null, lessonId: null } : null;
    const [found] = await this.db.query<Array<{ courseId: string; lessonId: string | null }>>(
      `select c.id as "courseId", l.id as "lessonId" from courses c
       left join lessons l on l.course_id = c.id and l.key = $2
       where c.id = (select id from courses where slug = $1 union all select course_id from course_aliases where slug = $1)`,
      [given.course, given.lesson ?? null],
    );
    if (!found || (given.lesson !== undefined && found.lessonId === null)) return null;
    return { courseId: found.courseId, lessonId: found.lessonId };
  }

  /** Lessons bear the subject of the revision they were sent from, or, before that, of the published one. */
  async of(
    rows: ReadonlyArray<{
      courseId: string | null;
      lessonId: string | null;
      broadcastId: string | null;
      revisionId: string | null;
    }>,
  ): Promise<LetterNames> {
    const courseIds = [...new Set(rows.flatMap((row) => row.courseId ?? []))];
    const courses = new Map(
      (courseIds.length === 0
        ? []
        : await this.db.query<Array<{ id: string; slug: string; name: string | null; revisionId: string | null }>>(
            `select c.id, c.slug, r.settings ->> 'name' as name, r.id as "revisionId" from courses c
             left join revisions r on r.id = c.published_revision_id where c.id = any($1)`,
            [courseIds],
          )
      ).map((course) => [course.id, course]),
    );
    const revisionOf = (row: { courseId: string | null; revisionId: string | null }) =>
      row.revisionId ?? courses.get(row.courseId ?? '')?.revisionId ?? null;
    const pairs = new Map(
      rows.flatMap((row) => (row.lessonId === null ? [] : [[`${revisionOf(row)} ${row.lessonId}`, row] as const])),
    );
    const lessons = new Map(
      (pairs.size === 0
        ? []
        : await this.db.query<Array<{ pair: string; key: string; subject: string | null }>>(
            `select coalesce(k.revision_id::text, 'null') || ' ' || l.id as pair, l.key, rl.subject
             from unnest($1::bigint[], $2::bigint[]) as k(revision_id, lesson_id) join lessons l on l.id = k.lesson_id
             left join revision_lessons rl on rl.revision_id = k.revision_id and rl.lesson_id = k.lesson_id`,
            [[...pairs.values()].map(revisionOf), [...pairs.values()].map((row) => row.lessonId)],
          )
      ).map((lesson) => [lesson.pair, lesson]),
    );
    const broadcasts = await this.broadcasts([...new Set(rows.flatMap((row) => row.broadcastId ?? []))]);
    return {
      broadcast: ({ broadcastId }) => broadcasts.get(broadcastId ?? '') ?? null,
      course(row) {
        const course = courses.get(row.courseId ?? '');
        return course ? { slug: course.slug, name: course.name ?? course.slug } : null;
      },
      lesson(row) {
        const lesson = lessons.get(`${revisionOf(row)} ${row.lessonId}`);
        return lesson ? { key: lesson.key, subject: lesson.subject ?? lesson.key } : null;
      },
    };
  }

  private async broadcasts(ids: readonly string[]): Promise<Map<string, { id: string; subject: string }>> {
    if (ids.length === 0) return new Map();
    const rows = await this.db.query<Array<{ id: string; subject: string }>>(
      `select id, subject from broadcasts where id = any($1::bigint[])`,
      [ids],
    );
    return new Map(rows.map((row) => [row.id, row]));
  }
}
