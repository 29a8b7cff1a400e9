import { Injectable } from '@nestjs/common';
import { DataSource, EntityManager } from 'typeorm';
import type { Expression } from '../subscribers/expression.schema.js';
import type { BroadcastState } from './broadcast.schema.js';
import type { Plan } from './plan.schema.js';

/** A broadcast that a heartbeat has to look at. */
export interface UnderWay {
  id: string;
  state: BroadcastState;
  plan: Plan;
  startsAt: Date | null;
  resumedAt: Date | null;
  plannedAt: Date | null;
  movedAt: Date | null;
}

/**
 * The course of a sending in the broadcast's own row. Every move names the states it may come from, so of a double click, two admins
 * and two workers one is done, and the others see that it was. By primary key.
 */
@Injectable()
export class SendingStore {
  constructor(private readonly db: DataSource) {}

  /** Served by broadcasts_under_way. */
  underWay(): Promise<UnderWay[]> {
    return this.db.query<UnderWay[]>(
      `select id, state, plan, starts_at as "startsAt", resumed_at as "resumedAt", planned_at as "plannedAt", moved_at as "movedAt"
       from broadcasts
       where state in ('scheduled', 'sending') or (state = 'paused' and planned_at is null) or (state = 'stopped' and cleared_at is null)
       order by id`,
    );
  }

  /** The address in the archive: the one it has, else the first of these that is free. One broadcast at a time gets one. */
  async address(id: string, wanted: (count: number) => string, db: EntityManager): Promise<void> {
    await db.query(`select pg_advisory_xact_lock(hashtextextended('broadcasts.slug', 0))`);
    for (let count = 1; ; count++) {
      const [, done] = await db.query<[unknown[], number]>(
        `update broadcasts set slug = coalesce(slug, $2) where id = $1
         and (slug is not null or not exists (select from broadcasts o where o.slug = $2))`,
        [id, wanted(count)],
      );
      if (done === 1) return;
    }
  }

  async schedule(id: string, startsAt: Date, db: EntityManager): Promise<void> {
    await db.query(
      `update broadcasts set state = 'scheduled', starts_at = $2, paused_because = null, version = version + 1
       where id = $1 and state = 'draft'`,
      [id, startsAt],
    );
  }

  /** Back to a draft; `because`: why it could not be sent, in words. */
  async unschedule(id: string, because: string | null, db: EntityManager): Promise<void> {
    await db.query(
      `update broadcasts set state = 'draft', starts_at = null, paused_because = $2, version = version + 1
       where id = $1 and state = 'scheduled'`,
      [id, because],
    );
  }

  /** Begins, or, when it is late already, waits for a person with everything planned. People who come later are not in it. */
  async start(
    id: string,
    { chosen, dated, by, late }: { chosen: Expression; dated: string; by: string; late: boolean },
    now: Date,
    db: EntityManager,
  ): Promise<void> {
    await db.query(
      `update broadcasts set state = case when $6 then 'paused' else 'sending' end, paused_because = case when $6 then 'late' end,
              started_at = $2, started_by = $3, chosen = $4, dated = $5, moved_at = $2, version = version + 1,
              last_id = coalesce((select max(id) from subscribers), 0)
       where id = $1 and state in ('draft', 'scheduled')`,
      [id, now, by, JSON.stringify(chosen), dated, late],
    );
  }

  async pause(id: string, because: string, db: EntityManager): Promise<void> {
    await db.query(`update broadcasts set state = 'paused', paused_because = $2 where id = $1 and state = 'sending'`, [
      id,
      because,
    ]);
  }

  async resume(id: string, now: Date, db: EntityManager): Promise<void> {
    await db.query(
      `update broadcasts set state = 'sending', paused_because = null, resumed_at = $2 where id = $1 and state = 'paused'`,
      [id, now],
    );
    await db.query(`select pg_notify('coursepost_due', '')`);
  }

  async stop(id: string, now: Date, db: EntityManager): Promise<void> {
    await db.query(
      `update broadcasts set state = 'stopped', paused_because = null, ended_at = $2, moved_at = $2
       where id = $1 and state in ('sending', 'paused')`,
      [id, now],
    );
  }

  /** The caller has seen, holding the row, that nothing of it is open. */
  async finish(id: string, now: Date, db: EntityManager): Promise<void> {
    await db.query(`update broadcasts set state = 'finished', ended_at = $2 where id = $1 and state = 'sending'`, [
      id,
      now,
    ]);
  }

  /** One slice further. `done`: it was the last one. */
  async advance(
    id: string,
    { upTo, rows, done }: { upTo: string; rows: number; done: boolean },
    now: Date,
    db: EntityManager,
  ): Promise<void> {
    await db.query(
      `update broadcasts set planned_up_to = $2, planned_rows = planned_rows + $3, planned_at = case when $4 then $5::timestamptz end,
              moved_at = $5 where id = $1`,
      [id, upTo, rows, done, now],
    );
  }

  /** What was planned of it is on its way to being withdrawn, or (`cleared`) all gone. */
  async clear(id: string, cleared: boolean, now: Date, db: EntityManager): Promise<void> {
    await db.query(
      `update broadcasts set moved_at = $2, cleared_at = case when $3 then $2::timestamptz end where id = $1 and state = 'stopped'`,
      [id, now, cleared],
    );
  }

  async touch(id: string, now: Date, db: EntityManager): Promise<void> {
    await db.query(`update broadcasts set moved_at = $2 where id = $1`, [id, now]);
  }

  /**
   * Whether a letter of it is still to leave, or in somebody's hands. By deliveries_due_of_broadcast (ordered, so that old statistics lead to
   * no scan of the ledger), deliveries_in_hand and deliveries_doubtful. What a person decided to send once more is the desk's.
   */
  async isOpen(id: string, db: EntityManager = this.db.manager): Promise<boolean> {
    const [row] = await db.query<[{ open: boolean }]>(
      `select coalesce((select true from deliveries where broadcast_id = $1 and state = 'planned' and decided_at is null
                        order by due_at, id limit 1), false)
           or exists (select 1 from deliveries where state in ('claimed', 'sending') and broadcast_id = $1)
           or exists (select 1 from deliveries where state = 'in_doubt' and not held and broadcast_id = $1) as open`,
      [id],
    );
    return row.open;
  }

  /** The oldest letter that is due, and the last minute in which one left; null: none. By deliveries_due_of_broadcast and the tallies' key. */
  async pulse(
    id: string,
    db: EntityManager = this.db.manager,
  ): Promise<{ oldestDue: Date | null; lastLeft: Date | null }> {
    const [row] = await db.query<[{ oldestDue: Date | null; lastLeft: Date | null }]>(
      `select (select due_at from deliveries where broadcast_id = $1 and state = 'planned' and decided_at is null
               order by due_at, id limit 1) as "oldestDue",
              (select minute from broadcast_tallies where broadcast_id = $1 order by minute desc limit 1) as "lastLeft"`,
      [id],
    );
    return row;
  }
}
