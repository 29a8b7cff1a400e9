import { Injectable } from '@nestjs/common';
import { DataSource, EntityManager } from 'typeorm';
import type { DeliveryState } from './delivery-state.js';
import { type SettledDelivery, settledColumns } from './delivery.store.js';

/** A row that missed its window. */
export interface LateDelivery {
  subscriberId: string;
  id: string;
  enrollmentId: string | null;
  state: DeliveryState;
  slot: Date | null;
  localDate: string | null;
  deferrals: number;
  failedSlots: number;
}

export interface MovedDelivery {
  subscriberId: string;
  id: string;
  slot: Date;
  localDate: string;
  leaveBy: Date;
  failedSlots: number;
}

/** The ledger as the sweep sees it: what dead workers held, what is in doubt, and what missed its window. Set-based. */
@Injectable()
export class SweepStore {
  constructor(private readonly db: DataSource) {}

  /** Enrollments that a worker's rows in hand belong to; served by deliveries_in_hand. */
  async enrollmentsInHand(
    workerIds: readonly string[],
    manager: EntityManager,
  ): Promise<Array<{ subscriberId: string; enrollmentId: string }>> {
    return manager.query(
      `select subscriber_id as "subscriberId", enrollment_id as "enrollmentId" from deliveries
       where worker_id = any($1) and state in ('claimed', 'sending') and enrollment_id is not null`,
      [workerIds],
    );
  }

  /**
   * Takes the rows of dead workers out of their hands: claimed ones go back, `sending` ones are in doubt.
   * Served by deliveries_in_hand; a dead worker that wakes is fenced by worker_id and attempts.
   */
  async abandon(
    workerIds: readonly string[],
    holdDoubts: boolean,
    now: Date,
    manager: EntityManager,
  ): Promise<SettledDelivery[]> {
    if (workerIds.length === 0) return [];
    await manager.query(
      `update deliveries set state = 'planned', worker_id = null where worker_id = any($1) and state = 'claimed'`,
      [workerIds],
    );
    const [rows] = await manager.query<[SettledDelivery[], number]>(
      `update deliveries d set state = 'in_doubt', doubts = doubts + 1, held = ($2 or doubts >= 1), settled_at = $3,
              because = 'the worker was lost while handing it over'
       where worker_id = any($1) and state = 'sending'
       returning ${settledColumns}`,
      [workerIds, holdDoubts, now],
    );
    return rows;
  }

  /**
   * Letters in doubt that nobody holds go out once more, with the same Message-ID, while their window is open (rule 19).
   * What may have left is never withdrawn, or it would come again as a new letter: it goes on through a pause, as what is
   * being sent does, and stays in doubt when the reader has left.
   */
  async resendDoubtful(now: Date): Promise<number> {
    const [, count] = await this.db.query<[unknown[], number]>(
      `update deliveries d set state = 'planned', worker_id = null, due_at = $1, settled_at = null
       where state = 'in_doubt' and not held and leave_by > $1 and ${walkIsOpen}`,
      [now],
    );
    return count;
  }

  /** Whether a window has closed: a look that opens no transaction, for every beat. Served by deliveries_late. */
  async anyLate(now: Date): Promise<boolean> {
    const [row] = await this.db.query<Array<{ any: boolean }>>(
      `select exists (select 1 from deliveries d
                      where (state = 'planned' or (state = 'in_doubt' and not held and ${walkIsOpen})) and leave_by <= $1) as any`,
      [now],
    );
    return row?.any ?? false;
  }

  /** Rows whose window has closed, locked; served by deliveries_late. What a person sent again has no slot to move to. */
  async takeLate(limit: number, now: Date, manager: EntityManager): Promise<LateDelivery[]> {
    return manager.query<LateDelivery[]>(
      `select subscriber_id as "subscriberId", id, enrollment_id as "enrollmentId", state,
              case when decided_at is null then slot end as slot, local_date as "localDate",
              deferrals, failed_slots as "failedSlots"
       from deliveries d
       where (state = 'planned' or (state = 'in_doubt' and not held and ${walkIsOpen})) and leave_by <= $1
       order by leave_by limit $2 for update skip locked`,
      [now, limit],
    );
  }

  /** A late row moves to the next slot as the same row, all four times rewritten (rule 5). */
  async moveToSlot(rows: readonly MovedDelivery[], manager: EntityManager): Promise<void> {
    if (rows.length === 0) return;
    await manager.query(
      `update deliveries d
       set state = 'planned', worker_id = null, slot = r.slot, local_date = r."localDate", due_at = r.slot, leave_by = r."leaveBy",
           deferrals = 0, failed_slots = r."failedSlots", scheduled = d.repeat_of is null, settled_at = null
       from jsonb_to_recordset($1) as r("subscriberId" bigint, id bigint, slot timestamptz, "localDate" date,
            "leaveBy" timestamptz, "failedSlots" smallint)
       where d.subscriber_id = r."subscriberId" and d.id = r.id`,
      [JSON.stringify(rows)],
    );
  }

  /** A letter without a calendar whose time is over: nobody waits for it any more. One in doubt is left to a person (rule 14). */
  async giveUpLate(rows: readonly LateDelivery[], now: Date, manager: EntityManager): Promise<void> {
    if (rows.length === 0) return;
    await manager.query(
      `update deliveries set state = case when state <> 'planned' then state when doubts > 0 then 'closed' else 'withdrawn' end,
              held = state = 'in_doubt',
              because = 'too late to be of use', settled_at = $2, worker_id = null
       where (subscriber_id, id) in (select * from unnest($3::bigint[], $1::bigint[])) and state in ('planned', 'in_doubt')`,
      [rows.map((row) => row.id), now, rows.map((row) => row.subscriberId)],
    );
  }
}

/** Whether the walk of row `d`, if it has one, is still under way. */
const walkIsOpen = `(d.enrollment_id is null or exists (select 1 from enrollments e
  where e.subscriber_id = d.subscriber_id and e.id = d.enrollment_id and e.state in ('active', 'paused')))`;
