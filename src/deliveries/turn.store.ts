import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { mayReceive, type HandOverRequest } from './delivery.store.js';
import { quarterOf } from './quarter.js';
import type { ForeseenSql, ForeseenStep } from './walk-keeper.js';

/** An accepted letter whose walk's next step was reckoned before; `walk` null: it belongs to no walk, or counts for none. */
export interface PlainAcceptance {
  subscriberId: string;
  id: string;
  attempts: number;
  replyCode: number | null;
  reply: string;
  walk: ForeseenStep | null;
}

/**
 * The turn of nearly every letter, in one statement: settles what was accepted, gives those walks their next slot, counts,
 * and marks what is handed over next. One round trip and one commit where the long way (turn.service.ts) takes eight.
 */
@Injectable()
export class TurnStore {
  constructor(private readonly db: DataSource) {}

  /**
   * Gives what was settled and what may be handed over. An acceptance is left out, for the long way, when anything about its
   * row or walk is not as it was foreseen, or somebody holds the walk's lock: this statement waits for no enrollment, so it may
   * touch letters in any order. Rows come by primary key; `exists x` is served by deliveries_enrollment. Two workers never
   * meet: each touches only rows that are its own.
   */
  async take(
    workerId: string,
    accepted: readonly PlainAcceptance[],
    next: readonly HandOverRequest[],
    walks: ForeseenSql,
    now: Date,
  ): Promise<{ settled: Set<string>; marked: Set<string> }> {
    if (accepted.length + next.length === 0) return { settled: new Set(), marked: new Set() };
    const [row] = await this.db.query<Array<{ settled: string[] | null; marked: string[] | null }>>(
      `with o as materialized (
         select * from jsonb_to_recordset($1) as o("subscriberId" bigint, id bigint, attempts smallint, "replyCode" smallint,
           reply text, walk jsonb)),
       stands as materialized (${walks.stands}),
       settled as (
         update deliveries d
         set state = 'accepted', reply_code = o."replyCode", reply = o.reply, settled_at = $4, held = false
         from o left join stands s on s.delivery_id = o.id
         where d.subscriber_id = o."subscriberId" and d.id = o.id
           and d.state = 'sending' and d.worker_id = $3 and d.attempts = o.attempts
           and (o.walk is null or (s.enrollment_id = d.enrollment_id
                and not exists (select 1 from deliveries x where x.subscriber_id = d.subscriber_id
                                and x.enrollment_id = d.enrollment_id and x.id > d.id)))
         returning d.subscriber_id, d.id, d.enrollment_id, o.walk),
       stepped as (${walks.step}),
       tally as (
         insert into letter_tallies as t (quarter, worker_id, state, letters)
         select $5, $3, 'accepted', count(*) from settled having count(*) > 0
         on conflict (quarter, worker_id, state) do update set letters = t.letters + excluded.letters),
       marked as (
         update deliveries d
         set state = 'sending', attempts = d.attempts + 1, handed_over_at = $4,
             revision_id = coalesce(d.revision_id, r."revisionId"), composed = coalesce(d.composed, r.composed)
         from jsonb_to_recordset($2) as r("subscriberId" bigint, id bigint, attempts smallint, "revisionId" bigint, composed jsonb)
         where d.subscriber_id = r."subscriberId" and d.id = r.id
           and d.state = 'claimed' and d.worker_id = $3 and d.attempts = r.attempts and d.leave_by > $4
           and ${mayReceive}
         returning d.id)
       select (select json_agg(id::text) from settled) as settled, (select json_agg(id::text) from marked) as marked`,
      [JSON.stringify(accepted), JSON.stringify(next), workerId, now, quarterOf(now)],
    );
    return { settled: new Set(row?.settled ?? []), marked: new Set(row?.marked ?? []) };
  }
}
