import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';

/** Which issues a visitor may read. */
export type Readable = ReadonlyArray<'public' | 'subscribers'>;

/** An issue as lists name it. */
export interface IssueLine {
  id: string;
  slug: string;
  subject: string;
  preheader: string;
  /** Local date, YYYY-MM-DD, as its letters bear it. */
  day: string;
  startedAt: Date;
  visibility: 'public' | 'subscribers';
}

export interface IssueWords extends IssueLine {
  body: string;
  sender: string | null;
  pictures: Record<string, { hash: string; width: number; height: number }>;
}

const line = `b.id, b.slug, b.subject, b.preheader, b.dated as day, b.started_at as "startedAt", b.visibility`;
const words = `${line}, b.body, b.sender,
  (select coalesce(jsonb_object_agg(bp.path, jsonb_build_object('hash', bp.hash, 'width', p.width, 'height', p.height)), '{}')
   from broadcast_pictures bp join pictures p on p.hash = bp.hash where bp.broadcast_id = b.id) as pictures`;
/** What has begun to be sent. One that was stopped before a letter had left was never published; by deliveries_of_broadcast. */
const published = `b.dated is not null and (b.state in ('sending', 'paused', 'finished') or (b.state = 'stopped'
  and exists (select 1 from deliveries d where d.broadcast_id = b.id and d.state = 'accepted')))`;
const shown = `${published} and b.visibility = any($1)`;

/**
 * Issues as the archive shows them. Reads only. A house has some hundreds of them in ten years, so the lists go through the table; their
 * bodies are kept apart by PostgreSQL and read only where they are asked for.
 */
@Injectable()
export class IssueReader {
  constructor(private readonly db: DataSource) {}

  /** Newest first, those before `before` (exclusive); null: from the newest. */
  list(readable: Readable, before: IssueLine | null, limit: number): Promise<IssueLine[]> {
    return this.db.query<IssueLine[]>(
      `select ${line} from broadcasts b where ${shown} and ($2::timestamptz is null or (b.started_at, b.id) < ($2, $3::bigint))
       order by b.started_at desc, b.id desc limit $4`,
      [readable, before?.startedAt ?? null, before?.id ?? null, limit],
    );
  }

  /** Null: there is none here for this visitor. By the unique slug. */
  async bySlug(readable: Readable, slug: string): Promise<IssueWords | null> {
    const [row] = await this.db.query<IssueWords[]>(
      `select ${words} from broadcasts b where ${shown} and b.slug = $2`,
      [readable, slug],
    );
    return row ?? null;
  }

  /** The issues right before and right after one. */
  async beside(readable: Readable, issue: IssueLine): Promise<{ older: IssueLine | null; newer: IssueLine | null }> {
    const [older] = await this.list(readable, issue, 1);
    const [newer] = await this.db.query<IssueLine[]>(
      `select ${line} from broadcasts b where ${shown} and (b.started_at, b.id) > ($2, $3::bigint)
       order by b.started_at, b.id limit 1`,
      [readable, issue.startedAt, issue.id],
    );
    return { older: older ?? null, newer: newer ?? null };
  }

  /** The newest public ones, whole. */
  newest(limit: number): Promise<IssueWords[]> {
    return this.db.query<IssueWords[]>(
      `select ${words} from broadcasts b where ${shown} order by b.started_at desc, b.id desc limit $2`,
      [['public'], limit],
    );
  }

  /**
   * What the newest public issues hang on: another text means that a feed made before is no longer right. `changedAt`: when anything last
   * changed of an issue that was ever sent, hidden ones too; null: none was.
   */
  async state(limit: number): Promise<{ key: string; changedAt: Date | null }> {
    const [row] = await this.db.query<[{ key: string | null; changedAt: Date | null }]>(
      `select (select string_agg(n.id || '.' || n.version, ' ') from
                 (select b.id, b.version from broadcasts b where ${shown} order by b.started_at desc, b.id desc limit $2) n) as key,
              (select max(greatest(saved_at, started_at)) from broadcasts where started_at is not null) as "changedAt"`,
      [['public'], limit],
    );
    return { key: row.key ?? '', changedAt: row.changedAt };
  }
}
