import { Injectable } from '@nestjs/common';
import { DataSource, EntityManager } from 'typeorm';

/** One enrollment and where it stands, as planning and settling need it. One row per enrollment, set-based. */
export interface WalkFacts {
  subscriberId: string;
  enrollmentId: string;
  courseId: string;
  revisionId: string;
  state: 'active' | 'paused' | 'left' | 'finished';
  zone: string;
  hour: number;
  weekdays: number;
  nextSlotAt: Date | null;
  waiting: boolean;
  /** The first published lesson, in course order, that this enrollment does not have; null: it has them all. */
  nextLessonId: string | null;
  nextWaitDays: number | null;
  /** The latest counted row: its local date and instant; null before lesson 1. */
  lastLocalDate: string | null;
  /** How many lessons count: neither withdrawn nor skipped, no repeats. */
  lessonsHad: number;
  lastSlot: Date | null;
  lastHandedOverAt: Date | null;
  /** Whether the latest row was scheduled by the calendar: not lesson 1 on confirmation, not a requested one. */
  lastKeepsTwelveHours: boolean;
  /** A completion letter stands in any state but withdrawn. */
  hasCompletion: boolean;
  /** A letter of this walk is planned, claimed, being sent, or in doubt and not held. */
  hasOpenLetter: boolean;
  /** The address must not be written to at present: the walk stands still, a date at a time, until that is lifted. */
  suppressed: boolean;
}

/** Reads where enrollments stand. The rows are asked by key; every lateral is served by deliveries_enrollment. */
@Injectable()
export class WalkFactsStore {
  constructor(private readonly db: DataSource) {}

  /** Takes the enrollments' row locks in key order, the order everyone uses. */
  async lock(
    keys: ReadonlyArray<{ subscriberId: string; enrollmentId: string }>,
    manager: EntityManager,
  ): Promise<void> {
    if (keys.length === 0) return;
    await manager.query(
      `select 1 from enrollments e
       join unnest($1::bigint[], $2::bigint[]) as k(subscriber_id, id) on k.subscriber_id = e.subscriber_id and k.id = e.id
       order by e.subscriber_id, e.id for no key update of e`,
      [keys.map((key) => key.subscriberId), keys.map((key) => key.enrollmentId)],
    );
  }

  async read(
    keys: ReadonlyArray<{ subscriberId: string; enrollmentId: string }>,
    manager: EntityManager = this.db.manager,
  ): Promise<WalkFacts[]> {
    if (keys.length === 0) return [];
    return manager.query<WalkFacts[]>(
      `select e.subscriber_id as "subscriberId", e.id as "enrollmentId", e.course_id as "courseId",
              c.published_revision_id as "revisionId", e.state, e.zone, e.hour, e.weekdays, e.next_slot_at as "nextSlotAt", e.waiting,
              next.lesson_id as "nextLessonId", next.wait_days as "nextWaitDays",
              counted.local_date as "lastLocalDate", counted.had as "lessonsHad", last.slot as "lastSlot", last.handed_over_at as "lastHandedOverAt",
              coalesce(last.keeps, false) as "lastKeepsTwelveHours",
              exists (select 1 from deliveries d where d.subscriber_id = e.subscriber_id and d.enrollment_id = e.id
                      and d.kind = 'completion' and d.state <> 'withdrawn' and d.repeat_of is null) as "hasCompletion",
              exists (select 1 from deliveries d where d.subscriber_id = e.subscriber_id and d.enrollment_id = e.id
                      and d.kind in ('lesson', 'completion') and d.repeat_of is null
                      and (d.state in ('planned', 'claimed', 'sending') or (d.state = 'in_doubt' and not d.held))
                      and d.decided_at is null) as "hasOpenLetter",
              exists (select 1 from subscribers s join suppressions x on x.address_hash = s.address_hash
                      where s.id = e.subscriber_id) as suppressed
       from unnest($1::bigint[], $2::bigint[]) as k(subscriber_id, id)
       join enrollments e on e.subscriber_id = k.subscriber_id and e.id = k.id
       join courses c on c.id = e.course_id
       left join lateral (
         select rl.lesson_id, rl.wait_days from revision_lessons rl
         where rl.revision_id = c.published_revision_id
           and not exists (select 1 from deliveries d
                           where d.subscriber_id = e.subscriber_id and d.enrollment_id = e.id and d.lesson_id = rl.lesson_id
                             and d.kind = 'lesson' and d.state <> 'withdrawn' and d.repeat_of is null)
         order by rl.position limit 1) next on true
       left join lateral (
         select d.slot, d.handed_over_at, d.scheduled and d.slot <> e.started_at as keeps from deliveries d
         where d.subscriber_id = e.subscriber_id and d.enrollment_id = e.id
           and d.kind = 'lesson' and d.state not in ('withdrawn', 'skipped') and d.repeat_of is null
         order by d.slot desc nulls last limit 1) last on true
       left join lateral (
         -- The greatest date, not the latest row's: a lesson asked for after a flight west over the date line has an earlier one.
         select max(d.local_date) as local_date, count(*)::int as had from deliveries d
         where d.subscriber_id = e.subscriber_id and d.enrollment_id = e.id
           and d.kind = 'lesson' and d.state not in ('withdrawn', 'skipped') and d.repeat_of is null) counted on true`,
      [keys.map((key) => key.subscriberId), keys.map((key) => key.enrollmentId)],
    );
  }
}
