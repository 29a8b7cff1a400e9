import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Presence } from './draft.schema.js';

/** Who says nothing for so long has gone; a page beats every 15 s. */
const goneAfterMs = 40_000;

/** Who has a course's draft open. Each beat is one statement on one row; nothing else waits for it. */
@Injectable()
export class VisitorStore {
  constructor(private readonly db: DataSource) {}

  async beat(
    courseId: string,
    visitor: { actor: string; name: string; lesson: string | null },
    now: Date,
  ): Promise<void> {
    await this.db.query(
      `insert into draft_visitors (course_id, actor, name, lesson, seen_at) values ($1, $2, $3, $4, $5)
       on conflict (course_id, actor) do update set name = excluded.name, lesson = excluded.lesson, seen_at = excluded.seen_at`,
      [courseId, visitor.actor, visitor.name, visitor.lesson, now],
    );
  }

  /** Everybody but `actor`, by name. By the primary key: a course has as many rows as it ever had editors. */
  async others(courseId: string, actor: string, now: Date): Promise<Presence['others']> {
    return this.db.query(
      `select name, lesson from draft_visitors where course_id = $1 and actor <> $2 and seen_at > $3 order by name, actor`,
      [courseId, actor, new Date(now.getTime() - goneAfterMs)],
    );
  }
}
