import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { wordsForActor } from '../accounts/actor-name.js';

export interface RevisionRow {
  id: string;
  number: number;
  publishedAt: Date;
  /** Whoever published it, in words. */
  author: string;
  note: string;
}

const columns = `r.id, r.number, r.published_at as "publishedAt", ${wordsForActor('r.author')} as author, r.note`;

/** Reads revisions of one course; the unique index (course_id, number) serves all of it. */
@Injectable()
export class RevisionStore {
  constructor(private readonly db: DataSource) {}

  /** Newest first, those before a number; null: from the newest on. */
  async page(courseId: string, before: number | null, limit: number): Promise<RevisionRow[]> {
    return this.db.query<RevisionRow[]>(
      `select ${columns} from revisions r where r.course_id = $1 and r.number < coalesce($2, 2147483647)
       order by r.number desc limit $3`,
      [courseId, before, limit],
    );
  }

  async byNumber(courseId: string, number: number, db: EntityManager = this.db.manager): Promise<RevisionRow | null> {
    const [row] = await db.query<RevisionRow[]>(
      `select ${columns} from revisions r where r.course_id = $1 and r.number = $2`,
      [courseId, number],
    );
    return row ?? null;
  }
}
