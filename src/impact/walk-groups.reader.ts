import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { mayReopen } from '../enrollments/publish-effects.store.js';
import type { GroupWalk, LastLesson, OpenLetter } from './group-walk.js';

/** Everybody of a course who stands at one place and reads by one calendar. */
export interface WalkGroup {
  people: number;
  walk: GroupWalk;
  /** One of them, the one who has been here longest. */
  example: { subscriberId: string; enrollmentId: string };
}

interface Row {
  people: number;
  subscriberId: string;
  enrollmentId: string;
  state: GroupWalk['state'];
  waiting: boolean;
  zone: string;
  hour: number;
  weekdays: number;
  nextSlotAt: Date | null;
  had: string | null;
  lastDate: string | null;
  last: [slot: number, handedOver: number | null, keeps: number] | null;
  heldDate: string | null;
  open: boolean;
  openLesson: string | null;
  openSlot: Date | null;
  openDate: string | null;
  openDue: Date | null;
  openLeaveBy: Date | null;
  openWithdrawable: boolean | null;
  openKeeps: boolean | null;
  openHandedOver: Date | null;
  hasCompletion: boolean;
  suppressed: boolean;
  mayReopen: boolean;
}

const twelveHours = 12 * 3_600_000;

/** Where all walks of a course stand, gathered by place: a course of 100,000 readers has some thousand places. */
@Injectable()
export class WalkGroupsReader {
  /**
   * One query, which reads the course's enrollments (enrollments_standing) and their ledger rows (deliveries_enrollment, or a
   * hash of the ledger where most of it is asked for). It locks nothing. Instants that make no difference are rounded: a
   * slot lies on a whole minute, so what is compared with it may be rounded to one, and a letter handed over more than twelve
   * hours ago holds nobody up. `lessonIds`: those whose having matters. Walks that are left or finished are read with `withEnded`.
   */
  async read(
    db: EntityManager,
    course: { courseId: string; lessonIds: readonly string[]; withEnded: boolean },
    now: Date,
  ): Promise<WalkGroup[]> {
    const bits = course.lessonIds.map(
      (_, index) => '0'.repeat(index) + '1' + '0'.repeat(course.lessonIds.length - index - 1),
    );
    const states = ['active', 'paused', ...(course.withEnded ? ['left', 'finished'] : [])];
    const rows = await db.query<Row[]>(
      `with lesson_bits as (select * from unnest($2::bigint[], $3::varbit[]) as b(lesson_id, bit)),
       letters as (
         select d.*, e.started_at,
                d.state in ('planned', 'claimed', 'sending') or (d.state = 'in_doubt' and not d.held) as open
         from enrollments e join deliveries d on d.subscriber_id = e.subscriber_id and d.enrollment_id = e.id
         where e.course_id = $1 and e.state = any($4) and d.kind in ('lesson', 'completion') and d.state <> 'withdrawn' and d.repeat_of is null),
       stands as (
         select d.subscriber_id, d.enrollment_id,
                bit_or(b.bit)::text as had,
                max(d.local_date) filter (where d.kind = 'lesson' and d.state <> 'skipped' and not d.open) as last_date,
                max(array[date_part('epoch', case when d.scheduled and d.slot <> d.started_at then d.slot else date_trunc('minute', d.slot) end),
                          case when d.scheduled and d.slot <> d.started_at and d.handed_over_at is not null
                               then date_part('epoch', greatest(date_trunc('minute', d.handed_over_at + interval '59.999 s'), $5)) end,
                          (d.scheduled and d.slot <> d.started_at)::int])
                  filter (where d.kind = 'lesson' and d.state <> 'skipped' and not d.open and d.slot is not null) as last,
                max(d.local_date) filter (where d.scheduled and d.state <> 'skipped' and not d.open) as held_date,
                bool_or(d.open) as open,
                max(d.lesson_id) filter (where d.open) as open_lesson, max(d.slot) filter (where d.open) as open_slot,
                max(d.local_date) filter (where d.open) as open_date, max(d.due_at) filter (where d.open) as open_due,
                max(d.leave_by) filter (where d.open) as open_leave_by, max(d.handed_over_at) filter (where d.open) as open_handed_over,
                bool_or(d.state in ('planned', 'claimed')) filter (where d.open) as open_withdrawable,
                bool_or(d.scheduled and d.slot <> d.started_at) filter (where d.open) as open_keeps,
                bool_or(d.kind = 'completion') as has_completion
         from letters d left join lesson_bits b on b.lesson_id = d.lesson_id
         group by d.subscriber_id, d.enrollment_id),
       refused as (select s.id from subscribers s join suppressions x on x.address_hash = s.address_hash)
       select count(*)::int as people, (min(array[e.subscriber_id, e.id]))[1]::text as "subscriberId",
              (min(array[e.subscriber_id, e.id]))[2]::text as "enrollmentId",
              e.state, e.waiting, e.zone, e.hour, e.weekdays, e.next_slot_at as "nextSlotAt", s.had, s.last_date::text as "lastDate", s.last,
              s.held_date::text as "heldDate", coalesce(s.open, false) as open, s.open_lesson::text as "openLesson", s.open_slot as "openSlot",
              s.open_date::text as "openDate", s.open_due as "openDue", s.open_leave_by as "openLeaveBy",
              s.open_withdrawable as "openWithdrawable", s.open_keeps as "openKeeps", s.open_handed_over as "openHandedOver",
              coalesce(s.has_completion, false) as "hasCompletion", r.id is not null as suppressed,
              case when e.state = 'finished' then ${mayReopen} else false end as "mayReopen"
       from enrollments e
       left join stands s on s.subscriber_id = e.subscriber_id and s.enrollment_id = e.id
       left join refused r on r.id = e.subscriber_id
       where e.course_id = $1 and e.state = any($4)
       group by ${Array.from({ length: 22 }, (_, index) => index + 4).join(', ')}`,
      [course.courseId, course.lessonIds, bits, states, new Date(now.getTime() - twelveHours)],
    );
    return rows.map((row) => groupOf(row, course.lessonIds));
  }
}

function groupOf(row: Row, lessonIds: readonly string[]): WalkGroup {
  const { state, waiting, zone, hour, weekdays, nextSlotAt, heldDate, hasCompletion, suppressed } = row;
  return {
    people: row.people,
    example: { subscriberId: row.subscriberId, enrollmentId: row.enrollmentId },
    walk: {
      ...{ state, waiting, zone, hour, weekdays, nextSlotAt, heldDate, hasCompletion, suppressed },
      had: new Set(lessonIds.filter((_, index) => row.had?.[index] === '1')),
      last: lastOf(row),
      open: openOf(row),
      mayReopen: row.mayReopen,
    },
  };
}

function lastOf({ last, lastDate }: Row): LastLesson | null {
  if (!last || lastDate === null) return null;
  const [slot, handedOver, keeps] = last;
  return {
    localDate: lastDate,
    slot: instant(slot),
    handedOverAt: handedOver === null ? null : instant(handedOver),
    keepsTwelveHours: keeps === 1,
  };
}

function openOf(row: Row): OpenLetter | null {
  if (!row.open || !row.openSlot || row.openDate === null || !row.openDue || !row.openLeaveBy) return null;
  return {
    lessonId: row.openLesson,
    slot: row.openSlot,
    localDate: row.openDate,
    dueAt: row.openDue,
    leaveBy: row.openLeaveBy,
    withdrawable: row.openWithdrawable ?? false,
    keepsTwelveHours: row.openKeeps ?? false,
    handedOverAt: row.openHandedOver,
  };
}

function instant(epochSeconds: number): Date {
  return new Date(Math.round(epochSeconds * 1000));
}
