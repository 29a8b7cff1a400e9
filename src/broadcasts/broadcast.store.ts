import { Injectable } from '@nestjs/common';
import { DataSource, EntityManager } from 'typeorm';
import { wordsForActor } from '../accounts/actor-name.js';
import type { Expression } from '../subscribers/expression.schema.js';
import type { Audience } from './audience.schema.js';
import type { BroadcastState, BroadcastView, BroadcastWords } from './broadcast.schema.js';
import type { Plan } from './plan.schema.js';

/** A broadcast as it stands. Ids are bigints as text. */
export interface Broadcast {
  id: string;
  slug: string | null;
  state: BroadcastState;
  version: number;
  template: BroadcastView['template'];
  subject: string;
  preheader: string;
  body: string;
  sender: string | null;
  audience: Audience;
  plan: Plan;
  visibility: BroadcastView['visibility'];
  createdAt: Date;
  savedAt: Date;
  /** A colleague's name, or 'command line'. */
  savedBy: string;
  startsAt: Date | null;
  startedAt: Date | null;
  endedAt: Date | null;
  pausedBecause: string | null;
  resumedAt: Date | null;
  /** What the audience's conditions were at the start, a kept segment's among them. */
  chosen: Expression | null;
  lastId: string | null;
  plannedUpTo: string;
  plannedRows: number;
  plannedAt: Date | null;
  /** The day its letters and the archive bear, YYYY-MM-DD; null: it has not started. */
  dated: string | null;
}

export type BroadcastPicture = BroadcastView['pictures'][number];
export type NewBroadcast = Pick<
  Broadcast,
  'template' | 'subject' | 'preheader' | 'body' | 'sender' | 'audience' | 'plan' | 'visibility'
>;

const columns = `b.id, b.slug, b.state, b.version, b.template, b.subject, b.preheader, b.body, b.sender, b.audience, b.plan,
  b.visibility, b.created_at as "createdAt", b.saved_at as "savedAt", ${wordsForActor('b.saved_by')} as "savedBy",
  b.starts_at as "startsAt", b.started_at as "startedAt", b.ended_at as "endedAt", b.paused_because as "pausedBecause",
  b.resumed_at as "resumedAt", b.chosen, b.last_id as "lastId", b.planned_up_to as "plannedUpTo",
  b.planned_rows as "plannedRows", b.planned_at as "plannedAt", b.dated`;

/** All SQL of broadcasts and their pictures, and the only writer of these tables. Every statement goes by a primary or unique key. */
@Injectable()
export class BroadcastStore {
  constructor(private readonly db: DataSource) {}

  async byId(id: string, db: EntityManager = this.db.manager): Promise<Broadcast | null> {
    const [row] = await db.query<Broadcast[]>(`select ${columns} from broadcasts b where b.id = $1`, [id]);
    return row ?? null;
  }

  /** Locked until the transaction ends: of two who change it at once the second waits, and then finds another version. */
  async take(id: string, db: EntityManager): Promise<Broadcast | null> {
    const [row] = await db.query<Broadcast[]>(
      `select ${columns} from broadcasts b where b.id = $1 for no key update of b`,
      [id],
    );
    return row ?? null;
  }

  /** Newest first, below an id. By the primary key. */
  list(below: string | null, limit: number): Promise<Broadcast[]> {
    return this.db.query<Broadcast[]>(
      `select ${columns} from broadcasts b where ($1::bigint is null or b.id < $1) order by b.id desc limit $2`,
      [below, limit],
    );
  }

  /** A draft. Gives its id. */
  async add(one: NewBroadcast, by: string, now: Date, db: EntityManager): Promise<string> {
    const [row] = await db.query<Array<{ id: string }>>(
      `insert into broadcasts (state, version, template, subject, preheader, body, sender, audience, plan, visibility,
                               created_at, created_by, saved_at, saved_by)
       values ('draft', 1, $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $9, $10) returning id`,
      [
        ...[one.template, one.subject, one.preheader, one.body, one.sender],
        ...[JSON.stringify(one.audience), JSON.stringify(one.plan), one.visibility, now, by],
      ],
    );
    if (!row) throw new Error('a new broadcast got no id');
    return row.id;
  }

  /** Writes what is given, as the next version; the caller holds the row. False, and nothing written: the slug is another's. */
  async write(id: string, words: BroadcastWords, by: string, now: Date, db: EntityManager): Promise<boolean> {
    const json = (value: unknown) => (value === undefined ? null : JSON.stringify(value));
    const [, count] = await db.query<[unknown[], number]>(
      `update broadcasts b set version = version + 1, saved_at = $2, saved_by = $3,
              template = coalesce($4, template), subject = coalesce($5, subject), preheader = coalesce($6, preheader),
              body = coalesce($7, body), sender = case when $8 then $9 else sender end,
              audience = coalesce($10::jsonb, audience), plan = coalesce($11::jsonb, plan),
              visibility = coalesce($12, visibility), slug = case when $13 then $14 else slug end
       where id = $1 and not exists (select from broadcasts o where o.slug = $14 and o.id <> $1)`,
      [
        ...[id, now, by, words.template ?? null, words.subject ?? null, words.preheader ?? null, words.body ?? null],
        ...[words.sender !== undefined, words.sender ?? null, json(words.audience), json(words.plan)],
        ...[words.visibility ?? null, words.slug !== undefined, words.slug ?? null],
      ],
    );
    return count === 1;
  }

  /** Its letters must be none; its pictures go with it. */
  async remove(id: string, db: EntityManager): Promise<void> {
    await db.query(`delete from broadcasts where id = $1`, [id]);
  }

  pictures(id: string, db: EntityManager = this.db.manager): Promise<BroadcastPicture[]> {
    return db.query<BroadcastPicture[]>(
      `select bp.path, bp.hash, p.width, p.height from broadcast_pictures bp join pictures p on p.hash = bp.hash
       where bp.broadcast_id = $1 order by bp.path`,
      [id],
    );
  }

  /** These instead of the ones it had; the caller holds the pictures themselves. */
  async setPictures(
    id: string,
    pictures: ReadonlyArray<{ path: string; hash: string }>,
    db: EntityManager,
  ): Promise<void> {
    await db.query(`delete from broadcast_pictures where broadcast_id = $1`, [id]);
    await db.query(
      `insert into broadcast_pictures (broadcast_id, path, hash) select $1, p.path, p.hash
       from unnest($2::text[], $3::text[]) as p(path, hash) on conflict (broadcast_id, path) do nothing`,
      [id, pictures.map(({ path }) => path), pictures.map(({ hash }) => hash)],
    );
  }
}
