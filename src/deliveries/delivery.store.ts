import { Injectable } from '@nestjs/common';
import { DataSource, EntityManager } from 'typeorm';
import type { DeliveryKind, DeliveryState } from './delivery-state.js';
import type { ComposedFacts } from './letter-composer.js';

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

/** A row that has just been settled, as much as the room above needs to go on. */
export interface SettledDelivery {
  subscriberId: string;
  id: string;
  kind: DeliveryKind;
  state: DeliveryState;
  enrollmentId: string | null;
  broadcastId: string | null;
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
  broadcastId: string | null;
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

/**
 * The ledger as all rooms see it: what is planned, withdrawn, brought forward, and had. What a worker takes and writes down is
 * hand-over.store.ts and turn.store.ts, what the sweep puts right sweep.store.ts. Every method is safe on any number of processes.
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
              lesson_id as "lessonId", signup_id as "signupId", broadcast_id as "broadcastId", notice, repeat_of as "repeatOf", revision_id as "revisionId", composed,
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

  /** The reader left by this letter's link; the first time is kept. */
  async markLeft(subscriberId: string, id: string, now: Date, manager: EntityManager): Promise<void> {
    const first = 'update deliveries set left_at = coalesce(left_at, $3) where subscriber_id = $1 and id = $2';
    await manager.query(first, [subscriberId, id, now]);
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
      `select d.kind, d.state, c.slug as course, l.key as lesson, b.subject as broadcast, d.due_at as "dueAt", d.handed_over_at as "handedOverAt",
              d.reply, d.done_at as "doneAt", d.opened_at as "openedAt", d.clicked_at as "clickedAt"
       from deliveries d left join courses c on c.id = d.course_id left join lessons l on l.id = d.lesson_id
       left join broadcasts b on b.id = d.broadcast_id
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

export const settledColumns = `d.subscriber_id as "subscriberId", d.id, d.kind, d.state, d.enrollment_id as "enrollmentId", d.broadcast_id as "broadcastId", d.repeat_of as "repeatOf", d.held`;
