import { Injectable } from '@nestjs/common';
import { EntityManager } from 'typeorm';
import type { RevisionStep } from '../courses/publish-effects.js';
import type { EnrollmentKey } from './enrollment.store.js';

/** Enrollment `e` has this lesson (rule 12); served by deliveries_lesson_once, whose condition it repeats. */
export const hasLesson = (lesson: string, andState = '') => `exists (select 1 from deliveries d
    where d.subscriber_id = e.subscriber_id and d.enrollment_id = e.id and d.lesson_id = ${lesson}
      and d.kind = 'lesson' and d.state <> 'withdrawn' and d.repeat_of is null ${andState})`;

/** Enrollment `e` has come past lesson `n`: it has one that stands after it in the new order (rule 23). */
const past = `exists (select 1 from lesson_order o where o.position > n.position and ${hasLesson('o.lesson_id')})`;

/** Each walk's furthest lesson in the new order (rule 23): one step into deliveries_enrollment a walk, whatever the number of lessons. */
const furthest = `furthest as (
    select e.subscriber_id, e.id, e.state, e.course_id, max(o.position) as position
    from enrollments e join deliveries d on d.subscriber_id = e.subscriber_id and d.enrollment_id = e.id
    join lesson_order o on o.lesson_id = d.lesson_id
    where e.course_id = $1 and d.kind = 'lesson' and d.state <> 'withdrawn' and d.repeat_of is null
    group by e.subscriber_id, e.id)`;

/** $1 course, $2 the new order's lessons, $3 those of them that the revision before lacked. The last one comes first, see owesNothing. */
const lessonOrder = `with lesson_order as (
    select lesson_id, position from unnest($2::bigint[]) with ordinality as o(lesson_id, position) order by position desc),
  arrived as (select lesson_id, position from lesson_order where lesson_id = any($3::bigint[]))`;

export const walkKey = `e.subscriber_id as "subscriberId", e.id as "enrollmentId"`;

/**
 * Nothing of the new order is owed to `e`; $5 says whether people skip what they have come past. Lessons are asked for from the
 * last one backwards: whoever is in mid-course lacks that one, and costs one probe.
 */
const owesNothing = `not exists (select 1 from lesson_order n where not ${hasLesson('n.lesson_id')}
    and not ($5::boolean and n.lesson_id = any($3) and ${past}))`;

/** Open walks of the course that are owed nothing, before anything dearer is asked of them. */
const atTheEnd = `at_the_end as materialized (
    select e.subscriber_id, e.id, e.waiting from enrollments e
    where e.course_id = $1 and e.state in ('active', 'paused') and ${owesNothing})`;

/** $4 removed lessons. One of them was still owed, or planned and not yet on its way. */
const losesLessons = `exists (select 1 from unnest($4::bigint[]) as r(lesson_id)
    where not ${hasLesson('r.lesson_id', `and d.state not in ('planned', 'claimed')`)})`;

/**
 * A finished walk that may go on: the person's latest through this course, who has not taken consent back and may be
 * written to. An author's wish never turns a "no" into a "yes".
 */
export const mayReopen = `e.state = 'finished'
  and not exists (select 1 from enrollments x where x.subscriber_id = e.subscriber_id and x.course_id = e.course_id
                  and (x.id > e.id or x.state in ('active', 'paused')))
  and exists (select 1 from subscribers s where s.id = e.subscriber_id and s.state = 'confirmed'
              and not exists (select 1 from suppressions x where x.address_hash = s.address_hash))
  and coalesce((select bool_or(c.withdrawn_at is null) from consents c
                where c.subscriber_id = e.subscriber_id and c.course_id = e.course_id), true)`;

/**
 * SQL of a publish's effects on people's rows, beside the stores that own them, because each statement concerns a whole
 * course. The caller's transaction holds the course row, so no planner works on the course meanwhile; enrollments are
 * found by enrollments_standing, their lessons by deliveries_lesson_once. Row locks are taken in key order, enrollments
 * before deliveries, as everywhere.
 */
@Injectable()
export class PublishEffectsStore {
  /** Walks that have come past an arrived lesson and lack it. Who left may come back to the same walk, so they count. */
  async countInserted(db: EntityManager, step: RevisionStep, withFinished: boolean): Promise<number> {
    if (step.arrived.length === 0) return 0;
    const states = ['active', 'paused', 'left', ...(withFinished ? ['finished'] : [])];
    return count(
      await db.query(
        `${lessonOrder}, ${furthest} select count(*)::int as count from furthest e
         where e.state = any($4) and exists (select 1 from arrived n where n.position < e.position and not ${hasLesson('n.lesson_id')})`,
        [step.courseId, orderOf(step), step.arrived, states],
      ),
    );
  }

  /** Finished walks in front of which an arrived lesson lies. */
  async countFinishers(db: EntityManager, step: RevisionStep): Promise<number> {
    if (step.arrived.length === 0) return 0;
    return count(
      await db.query(
        `${lessonOrder} select count(*)::int as count from enrollments e
         where e.course_id = $1 and ${mayReopen}
           and exists (select 1 from arrived n where not ${hasLesson('n.lesson_id')} and not ${past})`,
        [step.courseId, orderOf(step), step.arrived],
      ),
    );
  }

  /** Open walks that still had lessons to come and have none any more; with `closing`, also those that wait for more. */
  async countEnding(db: EntityManager, step: RevisionStep, skipping: boolean, closing: boolean): Promise<number> {
    return count(
      await db.query(
        `${lessonOrder}, ${atTheEnd}
         select count(*)::int as count from at_the_end e where case when e.waiting then $6::boolean else ${losesLessons} end`,
        [step.courseId, orderOf(step), step.arrived, step.removed, skipping, closing],
      ),
    );
  }

  /** Writes `skipped` rows for everyone who has come past an arrived lesson, whatever state the walk is in. Gives how many walks. */
  async skipPassed(db: EntityManager, step: RevisionStep, now: Date): Promise<number> {
    if (step.arrived.length === 0) return 0;
    return count(
      await db.query(
        `${lessonOrder}, ${furthest}, skipped as (
           insert into deliveries (subscriber_id, kind, state, course_id, enrollment_id, lesson_id, revision_id, because,
                                   due_at, leave_by, created_at, settled_at)
           select e.subscriber_id, 'lesson', 'skipped', e.course_id, e.id, n.lesson_id, $4, 'only for those who had not come that far',
                  $5, $5, $5, $5
           from furthest e join arrived n on n.position < e.position
           where not ${hasLesson('n.lesson_id')}
           order by e.subscriber_id, e.id, n.position
           on conflict (subscriber_id, enrollment_id, lesson_id) where kind = 'lesson' and state <> 'withdrawn' and repeat_of is null do nothing
           returning subscriber_id, enrollment_id)
         select count(distinct (subscriber_id, enrollment_id))::int as count from skipped`,
        [step.courseId, orderOf(step), step.arrived, step.revisionId, now],
      ),
    );
  }

  /** Walks with a letter planned whose lesson is gone; planned rows are few (deliveries_due, deliveries_in_hand). */
  async withGoneLetters(db: EntityManager, step: RevisionStep): Promise<EnrollmentKey[]> {
    if (step.removed.length === 0) return [];
    return db.query(
      `select d.subscriber_id as "subscriberId", d.enrollment_id as "enrollmentId" from deliveries d
       where d.state in ('planned', 'claimed') and d.kind = 'lesson' and d.course_id = $1 and d.lesson_id = any($2)`,
      [step.courseId, step.removed],
    );
  }

  /** Walks with a completion letter planned although a lesson is owed again: the lesson goes first (rule 24). */
  async withEarlyCompletions(db: EntityManager, step: RevisionStep): Promise<EnrollmentKey[]> {
    if (step.arrived.length === 0) return [];
    return db.query(
      `${lessonOrder} select ${walkKey} from enrollments e
       join deliveries c on c.subscriber_id = e.subscriber_id and c.enrollment_id = e.id
       where c.state in ('planned', 'claimed') and c.kind = 'completion' and c.course_id = $1
         and exists (select 1 from arrived n where not ${hasLesson('n.lesson_id')})`,
      [step.courseId, orderOf(step), step.arrived],
    );
  }

  /**
   * Withdraws letters of these walks that are not on their way yet, and gives each walk its date back: it is planned again
   * for the same slot (rule 15). Repeats, and what a person sent again from the desk, are withdrawn too, and give nothing back. What has been
   * in doubt is closed: it may have left. The caller holds
   * the enrollments. A row that is being handed over at this moment goes.
   */
  async withdraw(
    db: EntityManager,
    keys: readonly EnrollmentKey[],
    which: { kind: 'lesson' | 'completion'; lessonIds: readonly string[]; because: string },
    now: Date,
  ): Promise<number> {
    if (keys.length === 0) return 0;
    return count(
      await db.query(
        `with gone as (
           update deliveries d set state = case when d.doubts > 0 then 'closed' else 'withdrawn' end, because = $5, settled_at = $6, worker_id = null
           from (select distinct * from unnest($1::bigint[], $2::bigint[]) as k(subscriber_id, enrollment_id)) k
           where d.subscriber_id = k.subscriber_id and d.enrollment_id = k.enrollment_id
             and d.state in ('planned', 'claimed') and d.kind = $3 and ($3 = 'completion' or d.lesson_id = any($4::bigint[]))
           returning d.subscriber_id, d.enrollment_id, d.repeat_of is null and d.decided_at is null as held_the_walk, coalesce(d.slot, d.due_at) as slot),
         given_back as (
           update enrollments e set next_slot_at = g.slot from gone g
           where e.subscriber_id = g.subscriber_id and e.id = g.enrollment_id and g.held_the_walk
             and e.state = 'active' and e.next_slot_at is null)
         select count(*)::int as count from gone`,
        [
          keys.map((one) => one.subscriberId),
          keys.map((one) => one.enrollmentId),
          which.kind,
          which.lessonIds,
          which.because,
          now,
        ],
      ),
    );
  }

  /** Finished walks that lack an arrived lesson go on, as many as may; gives them, still without a next slot. */
  async reopen(db: EntityManager, step: RevisionStep): Promise<EnrollmentKey[]> {
    if (step.arrived.length === 0) return [];
    const [rows] = await db.query<[EnrollmentKey[], number]>(
      `${lessonOrder} update enrollments e set state = 'active', ended_at = null, waiting = false
       where e.course_id = $1 and ${mayReopen} and exists (select 1 from arrived n where not ${hasLesson('n.lesson_id')})
       returning ${walkKey}`,
      [step.courseId, orderOf(step), step.arrived],
    );
    return rows;
  }

  /** Walks that wait and are owed a lesson wait no more; with `all`, nobody waits any more. Gives them. */
  async wake(db: EntityManager, step: RevisionStep, all: boolean): Promise<EnrollmentKey[]> {
    const [rows] = await db.query<[EnrollmentKey[], number]>(
      `${lessonOrder} update enrollments e set waiting = false
       where e.course_id = $1 and e.state in ('active', 'paused') and e.waiting
         and ($4 or exists (select 1 from lesson_order n where not ${hasLesson('n.lesson_id')}))
       returning ${walkKey}`,
      [step.courseId, orderOf(step), step.arrived, all],
    );
    return rows;
  }

  /** Walks that countEnding counted wait at the end, although the course says that no more is coming. */
  async keepWaiting(db: EntityManager, step: RevisionStep): Promise<number> {
    if (step.removed.length === 0) return 0;
    const [, touched] = await db.query<[unknown[], number]>(
      `${lessonOrder}, ${atTheEnd}
       update enrollments e set waiting = true, next_slot_at = case when e.state = 'active' then null else e.next_slot_at end
       from at_the_end a where a.subscriber_id = e.subscriber_id and a.id = e.id and not e.waiting and ${losesLessons}`,
      [step.courseId, orderOf(step), step.arrived, step.removed, false],
    );
    return touched;
  }
}

function orderOf(step: RevisionStep): string[] {
  return [...step.after.lessons].sort((a, b) => a.position - b.position).map(({ id }) => id);
}

function count(rows: Array<{ count: number }>): number {
  return rows[0]?.count ?? 0;
}
