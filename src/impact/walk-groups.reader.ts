import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { mayReopen } from '../enrollments/publish-effects.store.js';
import type { GroupWalk } from './group-walk.js';
import { type PersonAtPlace, WalkGroups, type WalkGroup } from './walk-groups.js';

/** Whom to read of a course, and what matters of them. */
export interface CourseWalks {
  courseId: string;
  /** Lessons whose having matters. */
  lessonIds: readonly string[];
  /** Also walks that are left or finished: a lesson that is new concerns them. */
  withEnded: boolean;
}

export interface ReadingPace {
  /** People a query: one touches about thirty buffers a person, so 25 keep below a thousand. */
  batch: number;
  /** Called after each batch with how many people were read so far; false stops the reading. */
  goesOn?: (people: number) => Promise<boolean>;
}

const twelveHours = 12 * 3_600_000;

/** Where all walks of a course stand, gathered by place: a course of 100,000 readers has some thousand places. */
@Injectable()
export class WalkGroupsReader {
  /** Whether at most so many walks are to be read; looks at one more than that of enrollments_standing. */
  async areAtMost(db: EntityManager, { courseId, withEnded }: CourseWalks, most: number): Promise<boolean> {
    const [row] = await db.query<Array<{ count: number }>>(
      `select count(*)::int as count from (
         select 1 from enrollments e where e.course_id = $1 and e.state = any($2) limit $3) counted`,
      [courseId, statesOf(withEnded), most + 1],
    );
    return (row?.count ?? 0) <= most;
  }

  /** Everybody, in batches of one snapshot: the caller's transaction is REPEATABLE READ. Null: it was stopped. Locks nothing. */
  async read(db: EntityManager, course: CourseWalks, now: Date, pace: ReadingPace): Promise<WalkGroup[] | null> {
    const groups = new WalkGroups(course.lessonIds);
    for (const state of statesOf(course.withEnded)) {
      let after = { subscriberId: '0', enrollmentId: '0' };
      for (;;) {
        const people = await this.batch(db, course, { state, after, limit: pace.batch }, now);
        for (const person of people) groups.add(state, person);
        if (pace.goesOn && people.length > 0 && !(await pace.goesOn(groups.people))) return null;
        const last = people.at(-1);
        if (!last || people.length < pace.batch) break;
        after = last;
      }
    }
    return groups.all();
  }

  /**
   * The next walks of one state in key order (enrollments_standing), each with one step into its rows (deliveries_enrollment).
   * Instants that make no difference are rounded: a slot lies on a whole minute, so what is compared with it may be rounded to
   * one, and a letter handed over more than twelve hours ago holds nobody up. A suppression is asked for with a limit, lest the
   * planner read all subscribers once to save itself the batch's few steps.
   */
  private batch(
    db: EntityManager,
    course: CourseWalks,
    { state, after, limit }: { state: GroupWalk['state']; after: Omit<PersonAtPlace, 'place'>; limit: number },
    now: Date,
  ): Promise<PersonAtPlace[]> {
    const bits = course.lessonIds.map(
      (_, index) => '0'.repeat(index) + '1' + '0'.repeat(course.lessonIds.length - index - 1),
    );
    return db.query<PersonAtPlace[]>(
      `with stretch as materialized (
         select e.* from enrollments e
         where e.course_id = $1 and e.state = $4 and (e.subscriber_id, e.id) > ($6::bigint, $7::bigint)
         order by e.subscriber_id, e.id limit $8)
       select e.subscriber_id::text as "subscriberId", e.id::text as "enrollmentId",
              json_build_array(e.waiting, e.zone, e.hour, e.weekdays, ${epoch('e.next_slot_at')}, s.had, s.last_date, s.last, s.held_date,
                s.open, s.open_lesson::text, ${epoch('s.open_slot')}, s.open_date, ${epoch('s.open_due')}, ${epoch('s.open_leave_by')},
                s.open_withdrawable, s.open_keeps, ${epoch('s.open_handed_over')}, coalesce(s.has_completion, false),
                coalesce((select true from subscribers p join suppressions x on x.address_hash = p.address_hash
                          where p.id = e.subscriber_id limit 1), false),
                case when e.state = 'finished' then ${mayReopen} else false end)::text as place
       from stretch e
       left join lateral (
         select bit_or(b.bit)::text as had,
                max(d.local_date) filter (where d.kind = 'lesson' and d.state <> 'skipped' and not d.open) as last_date,
                max(array[date_part('epoch', case when d.keeps then d.slot else date_trunc('minute', d.slot) end),
                          case when d.keeps and d.handed_over_at is not null
                               then date_part('epoch', greatest(date_trunc('minute', d.handed_over_at + interval '59.999 s'), $5)) end,
                          d.keeps::int])
                  filter (where d.kind = 'lesson' and d.state <> 'skipped' and not d.open and d.slot is not null) as last,
                max(d.local_date) filter (where d.scheduled and d.state <> 'skipped' and not d.open) as held_date,
                bool_or(d.open) as open,
                max(d.lesson_id) filter (where d.open) as open_lesson, max(d.slot) filter (where d.open) as open_slot,
                max(d.local_date) filter (where d.open) as open_date, max(d.due_at) filter (where d.open) as open_due,
                max(d.leave_by) filter (where d.open) as open_leave_by, max(d.handed_over_at) filter (where d.open) as open_handed_over,
                bool_or(d.state in ('planned', 'claimed')) filter (where d.open) as open_withdrawable,
                bool_or(d.keeps) filter (where d.open) as open_keeps,
                bool_or(d.kind = 'completion') as has_completion
         from (
           select d.*, d.scheduled and d.slot <> e.started_at as keeps,
                  d.state in ('planned', 'claimed', 'sending') or (d.state = 'in_doubt' and not d.held) as open
           from deliveries d
           where d.subscriber_id = e.subscriber_id and d.enrollment_id = e.id
             and d.kind in ('lesson', 'completion') and d.state <> 'withdrawn' and d.repeat_of is null) d
         left join unnest($2::bigint[], $3::varbit[]) as b(lesson_id, bit) on b.lesson_id = d.lesson_id) s on true
       order by e.subscriber_id, e.id`,
      [
        ...[course.courseId, course.lessonIds, bits, state, new Date(now.getTime() - twelveHours)],
        ...[after.subscriberId, after.enrollmentId, limit],
      ],
    );
  }
}

const epoch = (instant: string) => `extract(epoch from ${instant})::float8`;

function statesOf(withEnded: boolean): Array<GroupWalk['state']> {
  return ['active', 'paused', ...(withEnded ? (['left', 'finished'] as const) : [])];
}
