import { Injectable } from '@nestjs/common';
import { DataSource, EntityManager } from 'typeorm';
import type { EditGround } from './course-edits.js';
import type { DocumentLesson } from './course-document.js';
import type { PictureFile } from './course-settings.js';
import type { DraftEdit } from './draft.schema.js';

export interface ShelvedLesson extends DocumentLesson {
  /** Number of the last revision that has it; null: it was never published. */
  from: number | null;
}

/** What edits of a draft may need beside it: lessons that the course had before, ids that are taken, pictures uploaded. */
@Injectable()
export class EditGroundReader {
  constructor(private readonly db: DataSource) {}

  /** Asks only for what these edits use. */
  async forEdits(
    courseId: string,
    present: readonly string[],
    edits: readonly DraftEdit[],
    db: EntityManager,
  ): Promise<EditGround> {
    const kinds = new Set(edits.map(({ kind }) => kind));
    const makesKey = kinds.has('lesson.insert') || kinds.has('lesson.duplicate');
    // A lesson that an edit takes out may be put back by a later one of the same call: it is not on the shelf yet.
    const shelf = kinds.has('lesson.restore') ? await this.shelf(courseId, present, db) : [];
    const hashes = edits.flatMap((edit) => (edit.kind === 'picture.add' ? [edit.hash] : []));
    return {
      takenKeys: makesKey ? await this.keys(courseId, db) : new Set(),
      shelf: new Map(shelf.map((lesson) => [lesson.key, lesson])),
      uploads: hashes.length > 0 ? await this.uploads(hashes, db) : new Map(),
    };
  }

  /**
   * Lessons of revisions and earlier drafts, in the order in which they came to the course, but for those that are
   * present. Words of a draft are later than those of the last revision. Served by the unique index of lessons by
   * course, revision_lessons_lesson, and the shelf's primary key.
   */
  async shelf(
    courseId: string,
    present: readonly string[],
    db: EntityManager = this.db.manager,
  ): Promise<ShelvedLesson[]> {
    return db.query<ShelvedLesson[]>(
      `with published as (
         select distinct on (l.id) l.id, l.key, v.number, r.subject, r.preheader, r.minutes, r.wait_days, r.body
         from lessons l join revision_lessons r on r.lesson_id = l.id join revisions v on v.id = r.revision_id
         where l.course_id = $1 and l.key <> all($2) order by l.id, v.number desc
       ), shelved as (
         select key, lesson from draft_shelf where course_id = $1 and key <> all($2)
       )
       select key, p.number as from,
         coalesce(s.lesson ->> 'subject', p.subject) as subject,
         coalesce(s.lesson ->> 'preheader', p.preheader) as preheader,
         case when s.lesson is null then p.minutes else (s.lesson ->> 'minutes')::integer end as minutes,
         coalesce((s.lesson ->> 'waitDays')::integer, p.wait_days) as "waitDays",
         coalesce(s.lesson ->> 'body', p.body) as body
       from published p full join shelved s using (key) order by p.id nulls last, key`,
      [courseId, present],
    );
  }

  private async keys(courseId: string, db: EntityManager): Promise<Set<string>> {
    const rows = await db.query<Array<{ key: string }>>(
      `select key from lessons where course_id = $1 union select key from draft_shelf where course_id = $1`,
      [courseId],
    );
    return new Set(rows.map(({ key }) => key));
  }

  /** Locked for key share: none is cleared before the draft that uses it is saved. */
  private async uploads(hashes: readonly string[], db: EntityManager): Promise<Map<string, PictureFile>> {
    const rows = await db.query<PictureFile[]>(
      `select hash, width, height from pictures where hash = any($1) order by hash for key share`,
      [hashes],
    );
    return new Map(rows.map((picture) => [picture.hash, picture]));
  }
}
