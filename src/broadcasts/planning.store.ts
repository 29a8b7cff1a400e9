import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { CompiledAudience } from './audience-sql.js';
import { zoneOfPerson } from './audience-sql.js';
import type { ZoneTimes } from './due-times.js';

/** A slice of people, by id: after `after`, up to and with `upTo`. */
export interface Slice {
  after: string;
  upTo: string;
}

/** How a broadcast's letters are put into the ledger, slice by slice. The caller holds the broadcast's row, so of two workers one plans. */
@Injectable()
export class PlanningStore {
  /** Where the next slice of `size` people ends; null: there is nobody left. By the key of subscribers. */
  async nextSlice(after: string, lastId: string, size: number, db: EntityManager): Promise<Slice | null> {
    const [row] = await db.query<[{ upTo: string | null }]>(
      `select max(id) as "upTo" from (select id from subscribers where id > $1 and id <= $2 order by id limit $3) slice`,
      [after, lastId, size],
    );
    return row.upTo === null ? null : { after, upTo: row.upTo };
  }

  /** The zones people of a slice live in; `home` is of those who never said. */
  async zonesIn({ after, upTo }: Slice, home: string, db: EntityManager): Promise<string[]> {
    const rows = await db.query<Array<{ zone: string }>>(
      `select distinct ${zoneOfPerson('$3::text')} as zone from subscribers s where s.id > $1 and s.id <= $2`,
      [after, upTo, home],
    );
    return rows.map(({ zone }) => zone);
  }

  /**
   * Plans a letter for everybody of the slice whom the audience means; who has one already gets no other
   * (deliveries_broadcast_once). Gives how many.
   */
  async plan(
    { after, upTo }: Slice,
    broadcast: { id: string; courseId: string | null; home: string },
    { where, values }: CompiledAudience,
    times: ReadonlyArray<ZoneTimes & { leaveBy: Date }>,
    now: Date,
    db: EntityManager,
  ): Promise<number> {
    const [afterId, upToId, id, course, home, zones, due, leave, from, to, at] = Array.from(
      { length: 11 },
      (_, more) => `$${values.length + 1 + more}`,
    );
    const [row] = await db.query<[{ count: number }]>(
      `with planned as (
         insert into deliveries (subscriber_id, kind, state, course_id, broadcast_id, due_at, leave_by, created_at)
         select s.id, 'broadcast', 'planned', ${course}::bigint, ${id}::bigint, z.due_at, z.leave_by, ${at}::timestamptz
         from subscribers s
         join unnest(${zones}::text[], ${due}::timestamptz[], ${leave}::timestamptz[], ${from}::timestamptz[], ${to}::timestamptz[])
           as z(zone, due_at, leave_by, day_from, day_to) on z.zone = ${zoneOfPerson(`${home}::text`)}
         where s.id > ${afterId}::bigint and s.id <= ${upToId}::bigint and ${where}
         on conflict do nothing returning 1)
       select count(*)::int as count from planned`,
      [
        ...values,
        ...[after, upTo, broadcast.id, broadcast.courseId, broadcast.home],
        ...[times.map(({ zone }) => zone), times.map(({ dueAt }) => dueAt), times.map(({ leaveBy }) => leaveBy)],
        ...[times.map(({ dayFrom }) => dayFrom), times.map(({ dayTo }) => dayTo), now],
      ],
    );
    return row.count;
  }

  /** Withdraws up to `limit` letters of a stopped broadcast that nobody has in hand; what may have left already is closed. Gives how many. */
  async withdraw(id: string, because: string, limit: number, now: Date, db: EntityManager): Promise<number> {
    const [, count] = await db.query<[unknown[], number]>(
      `with open as (select subscriber_id, id from deliveries
                     where broadcast_id = $1 and state = 'planned' and decided_at is null limit $2 for update skip locked)
       update deliveries d set state = case when d.doubts > 0 then 'closed' else 'withdrawn' end, because = $3, settled_at = $4
       from open o where d.subscriber_id = o.subscriber_id and d.id = o.id`,
      [id, limit, because, now],
    );
    return count;
  }
}
