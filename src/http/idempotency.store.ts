import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';

export interface CallKey {
  /** Whose call it is: 'admin:ID' or 'key:ID'. */
  actor: string;
  key: string;
}

export type Claim =
  | { outcome: 'begun' }
  | { outcome: 'answered'; status: number; answer: unknown }
  /** The change was made, but the process died before it could keep its answer. */
  | { outcome: 'done' }
  | { outcome: 'running' }
  | { outcome: 'other-request' };

const clearedAtOnce = 1_000;
const keptMs = 24 * 3_600_000;
/** A call that has neither changed anything nor ended by then died with its process: its key may be used again. */
const abandonedMs = 2 * 60_000;

/** Table idempotency_keys. Two calls with one key at once: the primary key lets one of them begin. */
@Injectable()
export class IdempotencyStore {
  constructor(private readonly db: DataSource) {}

  /** Of two calls at once one begins. A key older than a day is as good as none, cleared or not. */
  async claim({ actor, key }: CallKey, requestHash: string, now: Date): Promise<Claim> {
    const begun = await this.db.query<unknown[]>(
      `insert into idempotency_keys as k (actor, key, request_hash, created_at) values ($1, $2, $3, $4)
       on conflict (actor, key) do update
         set request_hash = excluded.request_hash, done = false, status = null, answer = null, created_at = excluded.created_at
         where (not k.done and k.status is null and k.request_hash = excluded.request_hash and k.created_at < $5) or k.created_at < $6
       returning key`,
      [actor, key, requestHash, now, new Date(now.getTime() - abandonedMs), new Date(now.getTime() - keptMs)],
    );
    if (begun.length > 0) return { outcome: 'begun' };
    const [known] = await this.db.query<Array<{ hash: string; done: boolean; status: number | null; answer: unknown }>>(
      `select request_hash as hash, done, status, answer from idempotency_keys where actor = $1 and key = $2`,
      [actor, key],
    );
    if (!known) return { outcome: 'running' }; // it has just failed, and its row is gone: the same call may be made again
    if (known.hash !== requestHash) return { outcome: 'other-request' };
    if (known.status !== null) return { outcome: 'answered', status: known.status, answer: known.answer };
    return { outcome: known.done ? 'done' : 'running' };
  }

  /** Within the transaction of the change. */
  async markDone({ actor, key }: CallKey, db: EntityManager): Promise<void> {
    await db.query(`update idempotency_keys set done = true where actor = $1 and key = $2`, [actor, key]);
  }

  async keepAnswer({ actor, key }: CallKey, status: number, answer: unknown): Promise<void> {
    await this.db.query(
      `update idempotency_keys set done = true, status = $3, answer = $4 where actor = $1 and key = $2`,
      [actor, key, status, JSON.stringify(answer ?? null)],
    );
  }

  /** Those older than a day, found by idempotency_keys_age, a thousand a statement; several processes share the work. */
  async clearOld(now: Date): Promise<number> {
    const before = new Date(now.getTime() - keptMs);
    let cleared = 0;
    for (let count = clearedAtOnce; count === clearedAtOnce; cleared += count)
      [, count] = await this.db.query<[unknown[], number]>(
        `with old as materialized (
           select actor, key from idempotency_keys where created_at < $1
           order by created_at limit ${clearedAtOnce} for update skip locked)
         delete from idempotency_keys k using old where k.actor = old.actor and k.key = old.key`,
        [before],
      );
    return cleared;
  }

  /** After a call that changed nothing: it may be made again with the same key. */
  async release({ actor, key }: CallKey): Promise<void> {
    await this.db.query(`delete from idempotency_keys where actor = $1 and key = $2 and not done`, [actor, key]);
  }
}
