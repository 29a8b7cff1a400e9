import { Injectable } from '@nestjs/common';
import { DataSource, EntityManager } from 'typeorm';
import type { DeliveryKind, DeliveryState } from './delivery-state.js';
import type { ClaimedDelivery, ComposedFacts } from './letter-composer.js';
import { quarterOf } from './quarter.js';

/** A row to be planned. Absent fields are null; instants are UTC, dates 'YYYY-MM-DD', ids bigints as text. */
export interface PlannedDelivery {
  subscriberId: string;
  kind: DeliveryKind;
  courseId?: string;
  enrollmentId?: string;
  lessonId?: string;
  signupId?: string;
  notice?: string;
  noticeFacts?: unknown;
  repeatOf?: string;
  requested?: boolean;
  scheduled?: boolean;
  slot?: Date;
  localDate?: string;
  dueAt: Date;
  leaveBy: Date;
}

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

/** A row that has just been settled, as much as the room above needs to go on. */
export interface SettledDelivery {
  subscriberId: string;
  id: string;
  kind: DeliveryKind;
  state: DeliveryState;
  enrollmentId: string | null;
  repeatOf: string | null;
  held: boolean;
}

/** One row as its reader's pages need it. */
export interface DeliveryRow {
  id: string;
  subscriberId: string;
  kind: DeliveryKind;
  state: DeliveryState;
  courseId: string | null;
  enrollmentId: string | null;
  lessonId: string | null;
  signupId: string | null;
  notice: string | null;
  repeatOf: string | null;
  revisionId: string | null;
  composed: ComposedFacts | null;
  createdAt: Date;
  doneAt: Date | null;
}

/** A lesson row of one walk, for its reader's page and for counting. */
export interface LessonRow {
  id: string;
  lessonId: string;
  state: DeliveryState;
  requested: boolean;
  localDate: string | null;
  slot: Date | null;
  dueAt: Date;
  revisionId: string | null;
  composed: ComposedFacts | null;
  handedOverAt: Date | null;
  doneAt: Date | null;
}

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

/**
 * All SQL of the ledger, and the only writer of `deliveries`. Every method is set-based and safe on any number of
 * processes: rows are taken with SKIP LOCKED, and a worker's word counts only while the row is still its own.
 */
@Injectable()
export class DeliveryStore {
  constructor(private readonly db: DataSource) {}

  /**
   * Inserts what is not there yet: the partial unique indexes decide, so planning twice plans nothing twice.
   * Wakes the workers when the transaction commits. Gives what was inserted.
   */
  async plan(
    rows: readonly PlannedDelivery[],
    now: Date,
    manager: EntityManager = this.db.manager,
  ): Promise<SettledDelivery[]> {
    if (rows.length === 0) return [];
    const planned = await manager.query<SettledDelivery[]>(
      `insert into deliveries as d (subscriber_id, kind, state, course_id, enrollment_id, lesson_id, signup_id, notice, notice_facts,
                               repeat_of, requested, scheduled, slot, local_date, due_at, leave_by, created_at)
       select r."subscriberId", r.kind, 'planned', r."courseId", r."enrollmentId", r."lessonId", r."signupId", r.notice, r."noticeFacts",
              r."repeatOf", coalesce(r.requested, false), coalesce(r.scheduled, false), r.slot, r."localDate", r."dueAt", r."leaveBy", $2
       from jsonb_to_recordset($1) as r("subscriberId" bigint, kind text, "courseId" bigint, "enrollmentId" bigint, "lessonId" bigint,
            "signupId" bigint, notice text, "noticeFacts" jsonb, "repeatOf" bigint, requested boolean, scheduled boolean,
            slot timestamptz, "localDate" date, "dueAt" timestamptz, "leaveBy" timestamptz)
       on conflict do nothing
       returning ${settledColumns}`,
      [JSON.stringify(rows), now],
    );
    if (planned.length > 0) await manager.query(`select pg_notify('coursepost_due', '')`);
    return planned;
  }

  /**
   * Takes up to `limit` due rows, oldest first, and commits before anything is sent.
   * Served by deliveries_due (`+ interval '0'` keeps deliveries_late out of the plan, which would sort the backlog: 500 ms
   * against 5 at 200,000 rows). Two workers never take the same row (SKIP LOCKED) and never wait for each other. A worker
   * that was given up takes nothing before its next beat: nobody would miss it, and its rows would stay claimed.
   */
  async claim(workerId: string, limit: number, now: Date): Promise<ClaimedRow[]> {
    const [rows] = await this.db.query<[ClaimedRow[], number]>(
      `with due as (
         select subscriber_id, id from deliveries
         where state = 'planned' and due_at <= $3 and leave_by + interval '0' > $3
           and exists (select 1 from workers w where w.id = $1 and w.stopped_at is null)
         order by due_at limit $2 for update skip locked)
       update deliveries d set state = 'claimed', worker_id = $1
       from due join subscribers s on s.id = due.subscriber_id
       where d.subscriber_id = due.subscriber_id and d.id = due.id
       returning d.id, d.subscriber_id as "subscriberId", d.kind, s.email, s.first_name as "firstName",
                 d.course_id as "courseId", d.enrollment_id as "enrollmentId", d.lesson_id as "lessonId", d.signup_id as "signupId",
                 d.broadcast_id as "broadcastId", d.notice, d.notice_facts as "noticeFacts", d.repeat_of as "repeatOf",
                 d.revision_id as "revisionId", d.composed, d.attempts, d.deferrals, d.failed_slots as "failedSlots", d.leave_by as "leaveBy"`,
      [workerId, limit, now],
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
         and not ($4 and ${mayBeWrittenTo} and ${walkWantsIt})
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
         on conflict (quarter, worker_id, state) do update set letters = t.letters + excluded.letters)
       select * from settled`,
      [JSON.stringify(outcomes), workerId, holdDoubts, now, quarterOf(now)],
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

  /** Gives back what this worker has claimed and not begun: on drain, and when the relay's breaker opens. */
  async giveBack(workerId: string, manager: EntityManager = this.db.manager): Promise<number> {
    const [, count] = await manager.query<[unknown[], number]>(
      `update deliveries set state = 'planned', worker_id = null where worker_id = $1 and state = 'claimed'`,
      [workerId],
    );
    return count;
  }

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

  /**
   * Withdraws open rows by the choice given: a person left, paused, was suppressed. `sending` rows go (rule 7); with
   * `butDoubtful` so do those that may have left already and wait to be sent once more with the same Message-ID. Without
   * it such a row is closed, not withdrawn: it counts as had.
   */
  async withdraw(
    which: {
      subscriberId: string;
      enrollmentId?: string;
      ids?: readonly string[];
      kinds?: readonly DeliveryKind[];
      butDoubtful?: boolean;
    },
    because: string,
    now: Date,
    manager: EntityManager,
  ): Promise<SettledDelivery[]> {
    const [rows] = await manager.query<[SettledDelivery[], number]>(
      `update deliveries d set state = case when doubts > 0 then 'closed' else 'withdrawn' end,
              because = $5, settled_at = $6, worker_id = null
       where subscriber_id = $1 and state in ('planned', 'claimed') and (doubts = 0 or not $7)
         and ($2::bigint is null or enrollment_id = $2) and ($3::bigint[] is null or id = any($3)) and ($4::text[] is null or kind = any($4))
       returning ${settledColumns}`,
      [
        ...[which.subscriberId, which.enrollmentId ?? null, which.ids ?? null, which.kinds ?? null],
        ...[because, now, which.butDoubtful ?? false],
      ],
    );
    return rows;
  }

  /** An open lesson is brought forward because the reader asked for it (rule 8). Gives whether it still could be. */
  async bringForward(
    subscriberId: string,
    id: string,
    slot: Date,
    localDate: string,
    leaveBy: Date,
    manager: EntityManager,
  ): Promise<boolean> {
    const [, count] = await manager.query<[unknown[], number]>(
      `update deliveries set slot = $3, local_date = $4, due_at = $3, leave_by = $5, requested = true, scheduled = false
       where subscriber_id = $1 and id = $2 and state = 'planned'`,
      [subscriberId, id, slot, localDate, leaveBy],
    );
    return count === 1;
  }

  /** One row of one person, for the pages its links open; null when it was erased. */
  async byId(subscriberId: string, id: string, manager: EntityManager = this.db.manager): Promise<DeliveryRow | null> {
    const [row] = await manager.query<DeliveryRow[]>(
      `select id, subscriber_id as "subscriberId", kind, state, course_id as "courseId", enrollment_id as "enrollmentId",
              lesson_id as "lessonId", signup_id as "signupId", notice, repeat_of as "repeatOf", revision_id as "revisionId", composed,
              created_at as "createdAt", done_at as "doneAt"
       from deliveries where subscriber_id = $1 and id = $2`,
      [subscriberId, id],
    );
    return row ?? null;
  }

  /** How many notices of a kind this person was sent since `since`. */
  async noticesSince(
    subscriberId: string,
    notice: string,
    since: Date,
    manager: EntityManager = this.db.manager,
  ): Promise<number> {
    const [row] = await manager.query<Array<{ count: number }>>(
      `select count(*)::int as count from deliveries where subscriber_id = $1 and kind = 'notice' and notice = $2 and created_at > $3`,
      [subscriberId, notice, since],
    );
    return row?.count ?? 0;
  }

  /** A link that works once: true the first time it is used. */
  async useOnce(subscriberId: string, id: string, now: Date, manager: EntityManager): Promise<boolean> {
    const [, count] = await manager.query<[unknown[], number]>(
      `update deliveries set done_at = $3 where subscriber_id = $1 and id = $2 and kind = 'notice' and done_at is null`,
      [subscriberId, id, now],
    );
    return count === 1;
  }

  /** Every letter of a person in plain words, oldest first, for "download my data". */
  async history(subscriberId: string): Promise<Array<Record<string, unknown>>> {
    return this.db.query(
      `select d.kind, d.state, c.slug as course, l.key as lesson, d.due_at as "dueAt", d.handed_over_at as "handedOverAt",
              d.reply, d.done_at as "doneAt", d.opened_at as "openedAt", d.clicked_at as "clickedAt"
       from deliveries d left join courses c on c.id = d.course_id left join lessons l on l.id = d.lesson_id
       where d.subscriber_id = $1 order by d.id`,
      [subscriberId],
    );
  }

  /** The lesson rows of one walk that count (rule 12), oldest first. */
  async lessonsOf(
    walk: { subscriberId: string; enrollmentId: string },
    manager: EntityManager = this.db.manager,
  ): Promise<LessonRow[]> {
    return manager.query<LessonRow[]>(
      `select id, lesson_id as "lessonId", state, requested, local_date as "localDate", slot, due_at as "dueAt", revision_id as "revisionId",
              composed, handed_over_at as "handedOverAt", done_at as "doneAt"
       from deliveries where subscriber_id = $1 and enrollment_id = $2 and kind = 'lesson' and state <> 'withdrawn' and repeat_of is null
       order by slot nulls first, id`,
      [walk.subscriberId, walk.enrollmentId],
    );
  }

  async repeatsOn(
    walk: { subscriberId: string; enrollmentId: string },
    localDate: string,
    manager: EntityManager = this.db.manager,
  ): Promise<number> {
    const [row] = await manager.query<Array<{ count: number }>>(
      `select count(*)::int as count from deliveries
       where subscriber_id = $1 and enrollment_id = $2 and repeat_of is not null and local_date = $3 and state <> 'withdrawn'`,
      [walk.subscriberId, walk.enrollmentId, localDate],
    );
    return row?.count ?? 0;
  }

  /** Whether a repeat of this lesson has not left yet: whoever holds the walk then plans no second one. By deliveries_pkey. */
  async isRepeatUnderWay(
    walk: { subscriberId: string; enrollmentId: string },
    lessonId: string,
    manager: EntityManager,
  ): Promise<boolean> {
    const rows = await manager.query<unknown[]>(
      `select 1 from deliveries
       where subscriber_id = $1 and enrollment_id = $2 and lesson_id = $3 and repeat_of is not null
         and (state in ('planned', 'claimed', 'sending') or (state = 'in_doubt' and not held)) limit 1`,
      [walk.subscriberId, walk.enrollmentId, lessonId],
    );
    return rows.length > 0;
  }

  /** Lessons this person asked for on a local date, over all their walks through the course. */
  async requestedOn(
    subscriberId: string,
    courseId: string,
    localDate: string,
    manager: EntityManager = this.db.manager,
  ): Promise<number> {
    const [row] = await manager.query<Array<{ count: number }>>(
      `select count(*)::int as count from deliveries
       where subscriber_id = $1 and course_id = $2 and local_date = $3 and requested and repeat_of is null`,
      [subscriberId, courseId, localDate],
    );
    return row?.count ?? 0;
  }

  /** Whether a lesson of this course stands on this local date for this person, in any of their walks. */
  async hadLessonOn(
    subscriberId: string,
    courseId: string,
    localDate: string,
    manager: EntityManager,
  ): Promise<boolean> {
    const [row] = await manager.query<unknown[]>(
      `select 1 from deliveries where subscriber_id = $1 and course_id = $2 and local_date = $3 and kind = 'lesson'
       and state not in ('withdrawn', 'skipped') and repeat_of is null limit 1`,
      [subscriberId, courseId, localDate],
    );
    return row !== undefined;
  }

  /** "I did it": idempotent, keeps the first time. */
  async markDone(subscriberId: string, id: string, now: Date): Promise<{ found: boolean; first: boolean }> {
    const [row] = await this.db.query<Array<{ first: boolean }>>(
      `with before as (select subscriber_id, id, done_at from deliveries
                       where subscriber_id = $1 and id = $2 and kind = 'lesson' for update),
            marked as (update deliveries d set done_at = $3 from before b
                       where d.subscriber_id = b.subscriber_id and d.id = b.id and b.done_at is null returning 1)
       select done_at is null as first from before`,
      [subscriberId, id, now],
    );
    return { found: row !== undefined, first: row?.first ?? false };
  }
}

/** Whether the walk of row `d`, if it has one, is still under way. */
const walkIsOpen = `(d.enrollment_id is null or exists (select 1 from enrollments e
  where e.subscriber_id = d.subscriber_id and e.id = d.enrollment_id and e.state in ('active', 'paused')))`;

/** Whether the walk of row `d`, if it has one, still takes this letter; as letter_turn has it. */
const walkWantsIt = `(d.enrollment_id is null or exists (select 1 from enrollments e
  where e.subscriber_id = d.subscriber_id and e.id = d.enrollment_id
    and (e.state = 'active' or (e.state = 'paused' and d.doubts > 0)
         or ((d.repeat_of is not null or d.decided_at is not null) and e.state <> 'left'))))`;

export const settledColumns = `d.subscriber_id as "subscriberId", d.id, d.kind, d.state, d.enrollment_id as "enrollmentId", d.repeat_of as "repeatOf", d.held`;

/**
 * Whether the person may still get row `d`. Confirmations may go to people who once unsubscribed or asked to be
 * forgotten (rule 30), but never to hard bounces, complaints or a person's "no".
 */
export const mayBeWrittenTo = `
  not exists (select 1 from suppressions x join subscribers s on s.address_hash = x.address_hash
              where s.id = d.subscriber_id
                and (d.kind not in ('confirmation', 'already-in', 'notice') or x.reason not in ('unsubscribed', 'forgotten')))`;
