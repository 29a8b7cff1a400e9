import { Injectable } from '@nestjs/common';
import { DataSource, EntityManager } from 'typeorm';
import { wordsForActor } from '../accounts/actor-name.js';
import type { DocumentLesson } from './course-document.js';
import type { DraftChange, DraftDocument } from './draft-document.js';
import type { DraftSave } from './draft.schema.js';

/** A course's draft as it stands. */
export interface StandingDraft {
  version: number;
  /** Null: nothing was saved since the last publish. */
  document: DraftDocument | null;
  savedAt: Date;
  savedBy: string;
  saver: string;
  /** Versions that undo takes back one by one, from the end; and those that redo makes again. */
  done: number[];
  undone: number[];
}

/** Who saves: 'admin:ID' or 'command line', and what colleagues call them. */
export interface Saver {
  actor: string;
  name: string;
}

export interface DraftStep {
  version: number;
  savedAt: Date;
  savedBy: string;
  words: string[];
  change: DraftChange | null;
}

const mostSteps = 100;
const mostKept = 300;

/**
 * All SQL of drafts, their steps and the shelf. One draft a course. Whoever changes one holds the course's row, for share
 * (edits, which then take the draft's row) or for update (publishes): see CourseStore. Every query goes by a primary key.
 */
@Injectable()
export class DraftStore {
  constructor(private readonly db: DataSource) {}

  /** The present draft, whole, with the version that the next save must name; null: none, or all of it is published. */
  async find(
    courseId: string,
    db: EntityManager = this.db.manager,
  ): Promise<(StandingDraft & { document: DraftDocument }) | null> {
    const draft = await this.stands(courseId, db);
    return draft?.document ? { ...draft, document: draft.document } : null;
  }

  /** Null: the course never had a draft, which counts as version 0. */
  async stands(courseId: string, db: EntityManager = this.db.manager): Promise<StandingDraft | null> {
    const [row] = await db.query<StandingDraft[]>(`${select} where course_id = $1`, [courseId]);
    return row ?? null;
  }

  /** The version alone, without reading the document. */
  async version(courseId: string): Promise<number> {
    const rows = await this.db.query<Array<{ version: number }>>(`select version from drafts where course_id = $1`, [
      courseId,
    ]);
    return rows[0]?.version ?? 0;
  }

  /** With the course itself: nothing of it is kept. */
  async forget(courseId: string, db: EntityManager): Promise<void> {
    await db.query(`delete from drafts where course_id = $1`, [courseId]);
  }

  /** As `stands`, locked: of two saves at once the second waits, and then finds another version. Makes the row if need be. */
  async lock(courseId: string, now: Date, db: EntityManager): Promise<StandingDraft> {
    await db.query(
      `insert into drafts (course_id, version, saved_at, saved_by) values ($1, 0, $2, '') on conflict (course_id) do nothing`,
      [courseId, now],
    );
    const [row] = await db.query<StandingDraft[]>(`${select} where course_id = $1 for update`, [courseId]);
    if (!row) throw new Error('a draft vanished while it was locked');
    return row;
  }

  /** Whether there is a draft, and whether it says the very same. The course row's lock keeps it so. */
  async standing(courseId: string, draft: DraftDocument, db: EntityManager): Promise<'none' | 'same' | 'other'> {
    const [row] = await db.query<Array<{ same: boolean | null }>>(
      `select document -> 'files' = $2::jsonb and document -> 'pictures' = $3::jsonb as same
       from drafts where course_id = $1 for update`,
      [courseId, JSON.stringify(draft.files), JSON.stringify(draft.pictures)],
    );
    return !row || row.same === null ? 'none' : row.same ? 'same' : 'other';
  }

  /** Saves over whatever draft there is; the caller has asked. Steps before it cannot be taken back any more. */
  async save(
    courseId: string,
    draft: DraftDocument,
    by: { author: string; baseRevisionId: string | null },
    now: Date,
    db: EntityManager,
  ): Promise<void> {
    const { version } = await this.lock(courseId, now, db);
    const saver = { actor: by.author, name: by.author };
    const next = { version: version + 1, savedAt: now, savedBy: by.author, words: ['pushed the whole course'] };
    await this.write(courseId, { document: draft, changes: null, done: [], undone: [] }, saver, next.version, now, db);
    await this.keepStep(courseId, { ...next, change: null }, saver, db);
  }

  /** The draft as it is from now on, in its locked row. `changes`: how many lines publishing would list. */
  async write(
    courseId: string,
    draft: { document: DraftDocument | null; changes: number | null; done: number[]; undone: number[] },
    saver: Saver,
    version: number,
    now: Date,
    db: EntityManager,
  ): Promise<void> {
    const { document, changes, done, undone } = draft;
    await db.query(
      `update drafts set base_revision_id = (select published_revision_id from courses where id = $1), version = $2,
         document = $3, saved_at = $4, saved_by = $5, saver = $6, done = $7, undone = $8, name = $9, lessons = $10, changes = $11
       where course_id = $1`,
      [
        ...[courseId, version, document && JSON.stringify(document), now, saver.actor, saver.name],
        ...[done.slice(-mostSteps), undone.slice(-mostSteps)],
        ...[document?.settings.name ?? null, document?.lessons.length ?? null, changes],
      ],
    );
  }

  /**
   * All of it is published, or thrown away. The version grows, so that whoever looks at what stood before is told; a
   * course that was published once and never edited has no row and needs none.
   */
  async remove(courseId: string, db: EntityManager): Promise<void> {
    await db.query(
      `with latest as (
         select r.course_id, r.number, r.published_at, r.author, ${wordsForActor('r.author')} as who
         from revisions r where r.course_id = $1 order by r.number desc limit 1
       ), draft as (
         insert into drafts as d (course_id, version, saved_at, saved_by, saver)
         select course_id, 1, published_at, author, who from latest where number > 1
           or exists (select 1 from drafts where course_id = $1)
         on conflict (course_id) do update set version = d.version + 1, document = null, saved_at = excluded.saved_at,
           saved_by = excluded.saved_by, saver = excluded.saver, done = '{}', undone = '{}', name = null, lessons = null, changes = null
         returning version
       )
       insert into draft_steps (course_id, version, saved_at, saved_by, saver, words)
       select l.course_id, d.version, l.published_at, l.author, l.who, array['published revision ' || l.number]
       from latest l, draft d`,
      [courseId],
    );
  }

  /** Keeps a save; steps that can never be asked for again go. */
  async keepStep(courseId: string, step: DraftStep, saver: Saver, db: EntityManager): Promise<void> {
    await db.query(
      `insert into draft_steps (course_id, version, saved_at, saved_by, saver, words, change) values ($1, $2, $3, $4, $5, $6, $7)`,
      [
        ...[courseId, step.version, step.savedAt, saver.actor, saver.name, step.words],
        step.change && JSON.stringify(step.change),
      ],
    );
    await db.query(
      `delete from draft_steps s using drafts d
       where s.course_id = $1 and d.course_id = $1 and s.version <= $2 and s.version <> all(d.done || d.undone)`,
      [courseId, step.version - mostKept],
    );
  }

  async step(courseId: string, version: number, db: EntityManager = this.db.manager): Promise<DraftStep | null> {
    const [row] = await db.query<DraftStep[]>(
      `select version, saved_at as "savedAt", saved_by as "savedBy", words, change
       from draft_steps where course_id = $1 and version = $2`,
      [courseId, version],
    );
    return row ?? null;
  }

  /** What was saved after a version, oldest first, at most the last 20. */
  async savesAfter(courseId: string, version: number, db: EntityManager = this.db.manager): Promise<DraftSave[]> {
    const rows = await db.query<Array<{ who: string; when: Date; what: string[] }>>(
      `select saver as who, saved_at as when, words as what from draft_steps
       where course_id = $1 and version > $2 order by version desc limit 20`,
      [courseId, version],
    );
    return rows.reverse().map(({ when, ...save }) => ({ ...save, when: when.toISOString() }));
  }

  /** The last words of lessons that leave a draft. */
  async shelve(courseId: string, lessons: readonly DocumentLesson[], now: Date, db: EntityManager): Promise<void> {
    await db.query(
      `insert into draft_shelf (course_id, key, lesson, shelved_at)
       select $1, lesson ->> 'key', lesson, $3 from jsonb_array_elements($2) as lesson
       on conflict (course_id, key) do update set lesson = excluded.lesson, shelved_at = excluded.shelved_at`,
      [courseId, JSON.stringify(lessons), now],
    );
  }
}

const select = `select version, document, saved_at as "savedAt", saved_by as "savedBy", saver, done, undone from drafts`;
