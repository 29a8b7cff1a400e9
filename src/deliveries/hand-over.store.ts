import { Injectable } from '@nestjs/common';
import { DataSource, EntityManager } from 'typeorm';
import { type SettledDelivery, settledColumns } from './delivery.store.js';
import { mayBeWrittenTo } from './may-be-written-to.js';
import type { ClaimedDelivery, ComposedFacts } from './letter-composer.js';
import { minuteOf, quarterOf } from './quarter.js';

/** A claimed row with what judging its outcome needs. */
export type ClaimedRow = ClaimedDelivery & { attempts: number; deferrals: number; failedSlots: number; leaveBy: Date };

/** What a worker hands over next: composed, not yet marked. `attempts` is the fence against a row taken by others. */
export interface HandOverRequest {
  subscriberId: string;
  id: string;
  attempts: number;
  revisionId: string | null;
  composed: ComposedFacts;
}

/** What came of a hand-over, ready to be written. */
export interface Outcome {
  subscriberId: string;
  id: string;
  attempts: number;
  state: 'accepted' | 'refused' | 'in_doubt' | 'planned';
  replyCode: number | null;
  reply: string;
  /** Only for planned: when to try again; null keeps the row's own time. */
  dueAt: Date | null;
  /** Whether the present slot counts one more 4xx. */
  deferred: boolean;
  /** Refused because there is no such mailbox: the address is not written to again. */
  hardBounce?: true;
}

/**
 * The ledger as a worker's hands see it: what it takes, gives back, and writes down. Set-based, and safe on any number of
 * processes: rows are taken with SKIP LOCKED, and a worker's word counts only while the row is still its own. What nearly
 * every letter goes through besides is turn.store.ts.
 */
@Injectable()
export class HandOverStore {
  constructor(private readonly db: DataSource) {}

  /**
   * Takes up to `limit` due rows, oldest first, and commits before anything is sent; those of broadcasts come after all others.
   * Served by deliveries_due (`+ interval '0'` keeps deliveries_late out of the plan, which would sort the backlog: 500 ms
   * against 5 at 200,000 rows). Two workers never take the same row (SKIP LOCKED) and never wait for each other. A worker
   * that was given up takes nothing before its next beat: nobody would miss it, and its rows would stay claimed.
   */
  async claim(workerId: string, limit: number, now: Date): Promise<ClaimedRow[]> {
    const rows = await this.taking(
      `select subscriber_id, id from deliveries
       where state = 'planned' and (broadcast_id is null or decided_at is not null) and due_at <= $3 and leave_by + interval '0' > $3
         and ${isAlive}
       order by due_at limit $2 for update skip locked`,
      [workerId, limit, now],
    );
    if (rows.length >= limit) return rows;
    return [...rows, ...(await this.claimOfBroadcasts(workerId, limit - rows.length, now))];
  }

  /**
   * The same for broadcasts that are being sent, few: each gives its oldest rows, by deliveries_due_of_broadcast, and the oldest of
   * those are taken. Once paused or stopped a broadcast gives none. Whoever has a lesson due gets that first: by the keys of
   * enrollments and deliveries_one_open, asked for each row (`not exists` would be made a join, and the whole backlog sorted: 290 ms
   * against 1 at 100,000 rows). They have no window: a letter that was put off is tried for 48 h.
   */
  private async claimOfBroadcasts(workerId: string, limit: number, now: Date): Promise<ClaimedRow[]> {
    const rows = await this.taking(
      `select o.subscriber_id, o.id from broadcasts b
       cross join lateral (select d.subscriber_id, d.id, d.due_at from deliveries d
                           where d.broadcast_id = b.id and d.state = 'planned' and d.decided_at is null and d.due_at <= $3
                             and coalesce((select false from enrollments e
                                           where e.subscriber_id = d.subscriber_id and e.next_slot_at <= $3 limit 1), true)
                             and coalesce((select false from deliveries l
                                           where l.subscriber_id = d.subscriber_id and l.kind in ('lesson', 'completion')
                                             and l.repeat_of is null and l.decided_at is null
                                             and l.state in ('planned', 'claimed', 'sending') and l.due_at <= $3 limit 1), true)
                           order by d.due_at, d.id limit $2 for update skip locked) o
       where b.state = 'sending' and ${isAlive}
       order by o.due_at limit $2`,
      [workerId, limit, now],
    );
    return rows.map((row) => {
      const first = row.composed && new Date(row.composed.date).getTime();
      return first === null ? row : { ...row, leaveBy: new Date(first + triedForMs) };
    });
  }

  private async taking(due: string, values: unknown[]): Promise<ClaimedRow[]> {
    const [rows] = await this.db.query<[ClaimedRow[], number]>(
      `with due as (${due})
       update deliveries d set state = 'claimed', worker_id = $1
       from due join subscribers s on s.id = due.subscriber_id
       where d.subscriber_id = due.subscriber_id and d.id = due.id
       returning d.id, d.subscriber_id as "subscriberId", d.kind, s.email, s.first_name as "firstName",
                 d.course_id as "courseId", d.enrollment_id as "enrollmentId", d.lesson_id as "lessonId", d.signup_id as "signupId",
                 d.broadcast_id as "broadcastId", d.notice, d.notice_facts as "noticeFacts", d.repeat_of as "repeatOf",
                 d.revision_id as "revisionId", d.composed, d.attempts, d.deferrals, d.failed_slots as "failedSlots", d.leave_by as "leaveBy"`,
      values,
    );
    return rows;
  }

  /**
   * Withdraws claimed rows of this worker whose cause is gone; with `butWanted`, only those whose person really may no longer
   * receive them: a row that was not marked may have been taken from this worker, and claimed by it anew a moment later.
   */
  async withdrawClaimed(
    workerId: string,
    rows: ReadonlyArray<{ subscriberId: string; id: string; because: string }>,
    now: Date,
    manager: EntityManager,
    butWanted = false,
  ): Promise<SettledDelivery[]> {
    if (rows.length === 0) return [];
    const [gone] = await manager.query<[SettledDelivery[], number]>(
      `update deliveries d set state = case when d.doubts > 0 then 'closed' else 'withdrawn' end,
              because = r.because, settled_at = $3, worker_id = null
       from jsonb_to_recordset($1) as r("subscriberId" bigint, id bigint, because text)
       where d.subscriber_id = r."subscriberId" and d.id = r.id and d.state = 'claimed' and d.worker_id = $2
         and not ($4 and ${mayBeWrittenTo} and ${walkWantsIt} and ${consentStands})
       returning ${settledColumns}`,
      [JSON.stringify(rows), workerId, now, butWanted],
    );
    return gone;
  }

  /**
   * Writes outcomes. An acceptance is a fact and is written whatever the row has become meanwhile; anything else only
   * while the row is still this worker's, at this attempt (rule 17). A second doubt, or any when `holdDoubts`, is held.
   * Counts them for Today in a row of this worker's own, so that workers never wait for each other.
   */
  async settle(
    workerId: string,
    outcomes: readonly Outcome[],
    holdDoubts: boolean,
    now: Date,
    manager: EntityManager,
  ): Promise<SettledDelivery[]> {
    if (outcomes.length === 0) return [];
    return manager.query<SettledDelivery[]>(
      `with settled as (
       update deliveries d
       set state = o.state, reply_code = o."replyCode", reply = o.reply,
           settled_at = case when o.state = 'planned' then null else $4::timestamptz end,
           because = case when o.state = 'refused' then 'the mail server refused it' else d.because end,
           worker_id = case when o.state = 'planned' then null else d.worker_id end,
           due_at = coalesce(o."dueAt", d.due_at),
           deferrals = d.deferrals + case when o.deferred then 1 else 0 end,
           doubts = d.doubts + case when o.state = 'in_doubt' then 1 else 0 end,
           held = o.state = 'in_doubt' and ($3 or d.doubts >= 1)
       from jsonb_to_recordset($1) as o("subscriberId" bigint, id bigint, attempts smallint, state text, "replyCode" smallint,
            reply text, "dueAt" timestamptz, deferred boolean)
       where d.subscriber_id = o."subscriberId" and d.id = o.id
         and ((d.state = 'sending' and d.worker_id = $2 and d.attempts = o.attempts)
           or (o.state = 'accepted' and d.state in ('planned', 'claimed', 'sending', 'in_doubt', 'closed', 'refused')))
       returning ${settledColumns}),
       tally as (
         insert into letter_tallies as t (quarter, worker_id, state, letters)
         select $5, $2, s.state, count(*) from settled s where s.state in ('accepted', 'refused', 'in_doubt') group by s.state
         on conflict (quarter, worker_id, state) do update set letters = t.letters + excluded.letters),
       of_broadcasts as (
         insert into broadcast_tallies as t (broadcast_id, minute, worker_id, state, letters)
         select s."broadcastId", $6, $2, s.state, count(*) from settled s
         where s."broadcastId" is not null and s.state in ('accepted', 'refused', 'in_doubt') group by s."broadcastId", s.state
         on conflict (broadcast_id, minute, worker_id, state) do update set letters = t.letters + excluded.letters)
       select * from settled`,
      [JSON.stringify(outcomes), workerId, holdDoubts, now, quarterOf(now), minuteOf(now)],
    );
  }

  /** Puts one claimed row off, with the reason; past its window it moves to the next slot like any other. */
  async postpone(
    workerId: string,
    row: { subscriberId: string; id: string },
    dueAt: Date,
    because: string,
  ): Promise<void> {
    await this.db.query(
      `update deliveries set state = 'planned', worker_id = null, due_at = $4, because = $5
       where subscriber_id = $1 and id = $2 and worker_id = $3 and state = 'claimed'`,
      [row.subscriberId, row.id, workerId, dueAt, because],
    );
  }

  /** Claimed rows of this worker go back until `dueAt`, still inside their windows: their provider wants them one after the other. */
  async putOff(
    workerId: string,
    rows: ReadonlyArray<{ subscriberId: string; id: string; dueAt: Date }>,
  ): Promise<void> {
    await this.db.query(
      `update deliveries d set state = 'planned', worker_id = null,
              due_at = greatest(d.due_at, least(r."dueAt", d.leave_by - interval '1 millisecond'))
       from jsonb_to_recordset($1) as r("subscriberId" bigint, id bigint, "dueAt" timestamptz)
       where d.subscriber_id = r."subscriberId" and d.id = r.id and d.worker_id = $2 and d.state = 'claimed'`,
      [JSON.stringify(rows.map(({ subscriberId, id, dueAt }) => ({ subscriberId, id, dueAt }))), workerId],
    );
  }

  /** These claimed rows of this worker go back as they are: their broadcast was paused or stopped before they could be marked. */
  async giveBackThese(workerId: string, rows: ReadonlyArray<{ subscriberId: string; id: string }>): Promise<void> {
    if (rows.length === 0) return;
    await this.db.query(
      `update deliveries d set state = 'planned', worker_id = null
       from unnest($2::bigint[], $3::bigint[]) as r(subscriber_id, id)
       where d.subscriber_id = r.subscriber_id and d.id = r.id and d.worker_id = $1 and d.state = 'claimed'`,
      [workerId, rows.map((row) => row.subscriberId), rows.map((row) => row.id)],
    );
  }

  /** Gives back what this worker has claimed and not begun: on drain, and when the relay's breaker opens. */
  async giveBack(workerId: string, manager: EntityManager = this.db.manager): Promise<number> {
    const [, count] = await manager.query<[unknown[], number]>(
      `update deliveries set state = 'planned', worker_id = null where worker_id = $1 and state = 'claimed'`,
      [workerId],
    );
    return count;
  }
}

/** How long a broadcast's letter is tried after its first hand-over, as every letter without a slot (rule 5). */
const triedForMs = 48 * 3_600_000;

const isAlive = `exists (select 1 from workers w where w.id = $1 and w.stopped_at is null)`;

/** Whether the walk of row `d`, if it has one, still takes this letter; as letter_turn_2 has it. */
const walkWantsIt = `(d.enrollment_id is null or exists (select 1 from enrollments e
  where e.subscriber_id = d.subscriber_id and e.id = d.enrollment_id
    and (e.state = 'active' or (e.state = 'paused' and d.doubts > 0)
         or ((d.repeat_of is not null or d.decided_at is not null) and e.state <> 'left'))))`;

/** Whether the consent that row `d` of a broadcast rests on stands: the newsletter's, or that of its course. As letter_turn_2 has it. */
const consentStands = `(d.broadcast_id is null or exists (select 1 from consents n
  where n.subscriber_id = d.subscriber_id and n.withdrawn_at is null and n.no_issues_at is null and n.course_id is not distinct from d.course_id))`;
