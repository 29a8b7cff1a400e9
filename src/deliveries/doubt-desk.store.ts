import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Decision } from './delivery-words.js';
import { type SettledDelivery, settledColumns } from './delivery.store.js';
import { mayBeWrittenTo } from './may-be-written-to.js';

export interface DeliveryKey {
  subscriberId: string;
  id: string;
}

/** What the desk writes: each statement is fenced with the state, so of two decisions about one letter the first one holds. */
@Injectable()
export class DoubtDeskStore {
  /** The enrollments these letters belong to, and the letters that exist. Locks nothing. */
  async find(
    keys: readonly DeliveryKey[],
    db: EntityManager,
  ): Promise<Array<DeliveryKey & { enrollmentId: string | null }>> {
    return db.query(
      `select d.subscriber_id as "subscriberId", d.id, d.enrollment_id as "enrollmentId" from deliveries d
       join unnest($1::bigint[], $2::bigint[]) as k(subscriber_id, id) on k.subscriber_id = d.subscriber_id and k.id = d.id`,
      columnsOf(keys),
    );
  }

  /**
   * Letters in doubt go out once more, at once, if their people may still receive them. Their walks have gone on or go on now:
   * from here on the row is nobody's open letter (deliveries_one_open). Wakes the workers at commit.
   */
  async resend(keys: readonly DeliveryKey[], leaveBy: Date, now: Date, db: EntityManager): Promise<SettledDelivery[]> {
    const [rows] = await db.query<[SettledDelivery[], number]>(
      `update deliveries d
       set state = 'planned', held = false, scheduled = false, worker_id = null, due_at = $3, leave_by = $4, decided_at = $3,
           deferrals = 0, failed_slots = 0, settled_at = null, because = null
       from unnest($1::bigint[], $2::bigint[]) as k(subscriber_id, id)
       where d.subscriber_id = k.subscriber_id and d.id = k.id and d.state = 'in_doubt'
         and ${mayBeWrittenTo}
         and (d.enrollment_id is null
              or exists (select 1 from enrollments e where e.subscriber_id = d.subscriber_id and e.id = d.enrollment_id and e.state <> 'left'))
       returning ${settledColumns}`,
      [...columnsOf(keys), now, leaveBy],
    );
    if (rows.length > 0) await db.query(`select pg_notify('coursepost_due', '')`);
    return rows;
  }

  /** Letters in doubt are settled by a person's word, without being sent. */
  async settle(
    keys: readonly DeliveryKey[],
    decision: Exclude<Decision, 'resend'>,
    now: Date,
    db: EntityManager,
  ): Promise<SettledDelivery[]> {
    const [state, because] =
      decision === 'arrived' ? ['accepted', 'a person knows that it arrived'] : ['closed', 'given up by a person'];
    const [rows] = await db.query<[SettledDelivery[], number]>(
      `update deliveries d
       set state = $4, held = false, worker_id = null, decided_at = $3, settled_at = $3, because = $5
       from unnest($1::bigint[], $2::bigint[]) as k(subscriber_id, id)
       where d.subscriber_id = k.subscriber_id and d.id = k.id and d.state = 'in_doubt'
       returning ${settledColumns}`,
      [...columnsOf(keys), now, state, because],
    );
    return rows;
  }

  /** Which of these letters are in doubt still: the others were decided meanwhile. */
  async stillInDoubt(keys: readonly DeliveryKey[], db: EntityManager): Promise<Set<string>> {
    const rows = await db.query<Array<{ id: string }>>(
      `select d.id from deliveries d
       join unnest($1::bigint[], $2::bigint[]) as k(subscriber_id, id) on k.subscriber_id = d.subscriber_id and k.id = d.id
       where d.state = 'in_doubt'`,
      columnsOf(keys),
    );
    return new Set(rows.map((row) => row.id));
  }
}

function columnsOf(keys: readonly DeliveryKey[]): [string[], string[]] {
  return [keys.map((key) => key.subscriberId), keys.map((key) => key.id)];
}
