import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import type { ImpactFigures } from './impact-figures.js';

/** What figures are of: a draft at a version, as against the published revision. */
export interface Reckoned {
  courseId: string;
  version: number;
  revisionId: string;
}

export interface KeptReckoning {
  askedAt: Date;
  /** Since when these figures are wanted; the moment they were last asked for, where that is not known. */
  wantedAt: Date;
  /** How many people have been read. */
  people: number;
  /** Null: not yet. */
  reckonedAt: Date | null;
  figures: ImpactFigures | null;
}

const theSame = 'r.course_id = $1 and r.draft_version = $2 and r.revision_id = $3';

/** Kept figures of drafts, one row a course: the latest draft that somebody looked at. The only writer of impact_reckonings. */
@Injectable()
export class ReckoningStore {
  constructor(private readonly db: DataSource) {}

  /** By primary key; null: nobody asked for figures of this. */
  async kept({ courseId, version, revisionId }: Reckoned): Promise<KeptReckoning | null> {
    const [row] = await this.db.query<KeptReckoning[]>(
      `select r.asked_at as "askedAt", coalesce(r.wanted_at, r.asked_at) as "wantedAt", r.people, r.reckoned_at as "reckonedAt", r.figures from impact_reckonings r where ${theSame}`,
      [courseId, version, revisionId],
    );
    return row ?? null;
  }

  /**
   * Notes that figures are wanted; those of another draft go. False: somebody asked within the last minute, and it is on its
   * way. Two at once: one of them is told true.
   */
  async ask(db: EntityManager, { courseId, version, revisionId }: Reckoned, now: Date): Promise<boolean> {
    const rows = await db.query<unknown[]>(
      `insert into impact_reckonings as r (course_id, draft_version, revision_id, asked_at, wanted_at) values ($1, $2, $3, $4, $4)
       on conflict (course_id) do update
       set draft_version = $2, revision_id = $3, asked_at = $4, people = 0,
           wanted_at = case when ${theSame} and r.reckoned_at is null then coalesce(r.wanted_at, r.asked_at) else $4 end,
           reckoned_at = case when ${theSame} then r.reckoned_at end, figures = case when ${theSame} then r.figures end
       where not (${theSame}) or r.asked_at <= $4::timestamptz - interval '1 minute'
       returning 1`,
      [courseId, version, revisionId, now],
    );
    return rows.length > 0;
  }

  /** False: the draft is another by now, or somebody looked at another; the work can stop. */
  async progress({ courseId, version, revisionId }: Reckoned, people: number): Promise<boolean> {
    const [, count] = await this.db.query<[unknown[], number]>(
      `update impact_reckonings r set people = $4 where ${theSame}
         and exists (select 1 from drafts d where d.course_id = $1 and d.version = $2)`,
      [courseId, version, revisionId, people],
    );
    return count > 0;
  }

  async keep({ courseId, version, revisionId }: Reckoned, figures: ImpactFigures, now: Date): Promise<void> {
    await this.db.query(`update impact_reckonings r set figures = $4, reckoned_at = $5 where ${theSame}`, [
      courseId,
      version,
      revisionId,
      JSON.stringify(figures),
      now,
    ]);
  }

  /** Whether nobody else reckons this at the moment; holds until the transaction ends. */
  async alone(db: EntityManager, { courseId, version, revisionId }: Reckoned): Promise<boolean> {
    const [row] = await db.query<Array<{ alone: boolean }>>(
      `select pg_try_advisory_xact_lock(hashtextextended('impact ' || $1 || ' ' || $2 || ' ' || $3, 0)) as alone`,
      [courseId, String(version), revisionId],
    );
    return row?.alone ?? false;
  }
}
