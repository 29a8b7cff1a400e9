import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { z } from 'zod';
import { decodeCursor, pageFrom } from '../http/page-cursor.js';
import { nameOfActor } from './actor-name.js';
import type { AuditFilters, AuditLine, AuditPage, AuditQuery } from './audit-log.schema.js';

const cursor = z.tuple([z.iso.datetime(), z.string().regex(/^\d+$/)]);

type Row = Omit<AuditLine, 'at'> & { at: Date };

/** The log of changes, newest first. */
@Injectable()
export class AuditLogReader {
  constructor(private readonly db: DataSource) {}

  /**
   * By key, never by offset: audit_entries_at, or with a filter audit_entries_actor, audit_entries_kind or
   * audit_entries_actor_kind, each of which ends with (at, id) and so gives rows in order.
   */
  async page({ actor, kind, from, until, after, limit }: AuditQuery): Promise<AuditPage> {
    const [at, id] = decodeCursor(after, cursor) ?? [null, null];
    const values: unknown[] = [limit + 1];
    const where = [
      ...(actor === undefined ? [] : [`e.actor = $${values.push(actor)}`]),
      ...(kind === undefined ? [] : [`e.subject_kind = $${values.push(kind)}`]),
      ...(from === undefined ? [] : [`e.at >= $${values.push(from)}`]),
      ...(until === undefined ? [] : [`e.at < $${values.push(until)}`]),
      ...(at === null ? [] : [`(e.at, e.id) < ($${values.push(at)}::timestamptz, $${values.push(id)}::bigint)`]),
    ];
    const rows = await this.db.query<Row[]>(
      `with page as (
         select e.* from audit_entries e ${where.length > 0 ? `where ${where.join(' and ')}` : ''}
         order by e.at desc, e.id desc limit $1)
       select p.id, p.at, p.actor, ${nameOfActor('p.actor')} as who, p.action, p.subject_kind as "subjectKind",
         p.subject_id as "subjectId", p.before, p.after,
         case when p.subject_kind in ('admin', 'key') then ${nameOfActor(`(p.subject_kind || ':' || p.subject_id)`)}
              when p.subject_kind = 'invitation' then (select l.email from one_time_links l where l.id::text = p.subject_id)
              when p.subject_kind = 'course' then (select c.slug from courses c where c.id::text = p.subject_id) end as subject
       from page p order by p.at desc, p.id desc`,
      values,
    );
    const lines = rows.map((row) => ({ ...row, at: row.at.toISOString() }));
    return pageFrom(lines, limit, (line) => [line.at, line.id]);
  }

  /** Walks each index from one value to the next, so that a long log is not read to find a handful of words. */
  async filters(): Promise<AuditFilters> {
    const [actors, kinds] = await Promise.all([this.distinct('actor'), this.distinct('subject_kind')]);
    const named = await this.db.query<AuditFilters['actors']>(
      `select n.actor, ${nameOfActor('n.actor')} as who from unnest($1::text[]) as n(actor)`,
      [actors],
    );
    return { actors: named, kinds };
  }

  private async distinct(column: 'actor' | 'subject_kind'): Promise<string[]> {
    const rows = await this.db.query<Array<{ value: string }>>(
      `with recursive walk(value) as (
         (select ${column} from audit_entries order by ${column} limit 1)
         union all
         select (select e.${column} from audit_entries e where e.${column} > walk.value order by e.${column} limit 1)
         from walk where walk.value is not null)
       select value from walk where value is not null limit 500`,
    );
    return rows.map(({ value }) => value);
  }
}
