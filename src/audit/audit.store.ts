import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

/** One change that somebody made. */
export interface AuditEntry {
  at: Date;
  /** 'admin:ID', 'key:ID', 'command line', 'reader'. */
  actor: string;
  /** What was done, as 'subject.done': 'course.published', 'enrollment.paused'. */
  action: string;
  subjectKind: string;
  subjectId: string;
  /** What stood there and what stands there now; only what changed. Never an address or a name of a reader (rule 33). */
  before?: Record<string, unknown> | null;
  after?: Record<string, unknown> | null;
}

/** The log of changes: only ever appended to, in the transaction of the change it tells of, so that neither is without the other. */
@Injectable()
export class AuditStore {
  async record(db: EntityManager, entry: AuditEntry): Promise<void> {
    await this.recordAll(db, [entry]);
  }

  /** Takes words that a person typed out of a subject's entries: they may tell of somebody who asks to be forgotten. */
  async forgetWords(
    db: EntityManager,
    subjectKind: string,
    subjectId: string,
    fields: readonly string[],
  ): Promise<void> {
    await db.query(
      `update audit_entries set before = before - $3::text[], after = after - $3::text[]
       where subject_kind = $1 and subject_id = $2`,
      [subjectKind, subjectId, fields],
    );
  }

  /** One statement for a change to many. */
  async recordAll(db: EntityManager, entries: readonly AuditEntry[]): Promise<void> {
    if (entries.length === 0) return;
    const rows = entries.map(({ at, actor, action, subjectKind, subjectId, before, after }) => ({
      at: at.toISOString(),
      actor,
      action,
      kind: subjectKind,
      id: subjectId,
      before: before ?? null,
      after: after ?? null,
    }));
    await db.query(
      `insert into audit_entries (at, actor, action, subject_kind, subject_id, before, after)
       select e.at, e.actor, e.action, e.kind, e.id, e.before, e.after
       from jsonb_to_recordset($1) as e(at timestamptz, actor text, action text, kind text, id text, before jsonb, after jsonb)`,
      [JSON.stringify(rows)],
    );
  }
}
