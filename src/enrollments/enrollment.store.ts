import { Injectable } from '@nestjs/common';
import { DataSource, EntityManager } from 'typeorm';

export interface EnrollmentKey {
  subscriberId: string;
  enrollmentId: string;
}

/** An enrollment as stored. `hour` is minutes after local midnight, `weekdays` the reader's own mask. */
export interface Enrollment extends EnrollmentKey {
  courseId: string;
  state: 'active' | 'paused' | 'left' | 'finished';
  zone: string;
  hour: number;
  weekdays: number;
  nextSlotAt: Date | null;
  waiting: boolean;
  startedAt: Date;
  endedAt: Date | null;
}

/** What the next heartbeat finds of an enrollment: a slot, a wait for more lessons, or its end. */
export interface NextStep extends EnrollmentKey {
  nextSlotAt: Date | null;
  waiting: boolean;
  finishedAt: Date | null;
  /** Lessons had so far, where a letter has just been settled; absent: as it was. */
  lessonsHad?: number;
  /** A pause whose date has come ends, whatever comes next. */
  resumes?: boolean;
}

const columns = `e.subscriber_id as "subscriberId", e.id as "enrollmentId", e.course_id as "courseId", e.state, e.zone, e.hour,
  e.weekdays, e.next_slot_at as "nextSlotAt", e.waiting, e.started_at as "startedAt", e.ended_at as "endedAt"`;

/** All SQL of enrollments, and their only writer. */
@Injectable()
export class EnrollmentStore {
  constructor(private readonly db: DataSource) {}

  /** Whether a slot has come: a look that opens no transaction, for every beat. Served by enrollments_due. */
  async anyDue(now: Date): Promise<boolean> {
    const [row] = await this.db.query<Array<{ any: boolean }>>(
      'select exists (select 1 from enrollments where next_slot_at <= $1) as any',
      [now],
    );
    return row?.any ?? false;
  }

  /**
   * Enrollments whose slot has come, locked until the transaction ends; served by enrollments_due, so its cost is what is
   * due. Other planners skip what this one holds. The courses (few) are taken for share first; one that is being published
   * is passed by until the next beat, and the others go on.
   */
  async takeDue(limit: number, now: Date, manager: EntityManager): Promise<EnrollmentKey[]> {
    const courses = await manager.query<Array<{ id: string }>>(
      'select id from courses order by id for share skip locked',
    );
    return manager.query<EnrollmentKey[]>(
      `select e.subscriber_id as "subscriberId", e.id as "enrollmentId" from enrollments e
       where e.next_slot_at <= $1 and e.course_id = any($3)
       order by e.next_slot_at limit $2 for no key update of e skip locked`,
      [now, limit, courses.map((course) => course.id)],
    );
  }

  /** After planning: the open letter holds the next slot (rule 13). A pause whose date has come ends here. */
  async handToLedger(keys: readonly EnrollmentKey[], manager: EntityManager): Promise<void> {
    if (keys.length === 0) return;
    await manager.query(
      `update enrollments e set next_slot_at = null, waiting = false, state = 'active'
       from unnest($1::bigint[], $2::bigint[]) as k(subscriber_id, id)
       where e.subscriber_id = k.subscriber_id and e.id = k.id and e.state in ('active', 'paused')`,
      [keys.map((key) => key.subscriberId), keys.map((key) => key.enrollmentId)],
    );
  }

  /** Writes what comes next for many enrollments at once; those that are over stay over. */
  async step(steps: readonly NextStep[], manager: EntityManager): Promise<void> {
    if (steps.length === 0) return;
    await manager.query(
      `update enrollments e
       set next_slot_at = s."nextSlotAt", waiting = s.waiting, ended_at = s."finishedAt",
           lessons_had = coalesce(s."lessonsHad", e.lessons_had),
           state = case when s."finishedAt" is not null then 'finished' when s.resumes then 'active' else e.state end
       from jsonb_to_recordset($1) as s("subscriberId" bigint, "enrollmentId" bigint, "nextSlotAt" timestamptz, waiting boolean,
            "finishedAt" timestamptz, "lessonsHad" smallint, resumes boolean)
       where e.subscriber_id = s."subscriberId" and e.id = s."enrollmentId" and e.state in ('active', 'paused')`,
      [JSON.stringify(steps)],
    );
  }

  /** Begins a walk; null when one is open already (the partial unique index decides between two at once). */
  async begin(
    walk: {
      subscriberId: string;
      courseId: string;
      zone: string;
      hour: number;
      weekdays: number;
      nextSlotAt: Date | null;
      startedAt: Date;
    },
    manager: EntityManager,
  ): Promise<string | null> {
    const [row] = await manager.query<Array<{ id: string }>>(
      `insert into enrollments (subscriber_id, course_id, state, zone, hour, weekdays, next_slot_at, started_at)
       values ($1, $2, 'active', $3, $4, $5, $6, $7)
       on conflict (subscriber_id, course_id) where state in ('active', 'paused') do nothing returning id`,
      [walk.subscriberId, walk.courseId, walk.zone, walk.hour, walk.weekdays, walk.nextSlotAt, walk.startedAt],
    );
    return row?.id ?? null;
  }

  /** One enrollment, locked for a change by its reader. */
  async take(key: EnrollmentKey, manager: EntityManager): Promise<Enrollment | null> {
    const [row] = await manager.query<Enrollment[]>(
      `select ${columns} from enrollments e where e.subscriber_id = $1 and e.id = $2 for no key update`,
      [key.subscriberId, key.enrollmentId],
    );
    return row ?? null;
  }

  async ofSubscriber(subscriberId: string, manager: EntityManager = this.db.manager): Promise<Enrollment[]> {
    return manager.query<Enrollment[]>(
      `select ${columns} from enrollments e where e.subscriber_id = $1 order by e.id desc`,
      [subscriberId],
    );
  }

  /** Every walk of a person with its course's slug, for "download my data". */
  async withCourses(subscriberId: string): Promise<Array<Enrollment & { course: string }>> {
    return this.db.query<Array<Enrollment & { course: string }>>(
      `select ${columns}, c.slug as course from enrollments e join courses c on c.id = e.course_id
       where e.subscriber_id = $1 order by e.id`,
      [subscriberId],
    );
  }

  /** The latest walk of a person through a course, whatever its state, locked. */
  async latest(subscriberId: string, courseId: string, manager: EntityManager): Promise<Enrollment | null> {
    const [row] = await manager.query<Enrollment[]>(
      `select ${columns} from enrollments e where e.subscriber_id = $1 and e.course_id = $2 order by e.id desc limit 1 for no key update`,
      [subscriberId, courseId],
    );
    return row ?? null;
  }

  /** Writes a reader's change to one enrollment; the caller holds its lock. */
  async change(
    key: EnrollmentKey,
    change: {
      state: Enrollment['state'];
      zone: string;
      hour: number;
      weekdays: number;
      nextSlotAt: Date | null;
      waiting: boolean;
      endedAt: Date | null;
    },
    manager: EntityManager,
  ): Promise<void> {
    await manager.query(
      `update enrollments set state = $3, zone = $4, hour = $5, weekdays = $6, next_slot_at = $7, waiting = $8, ended_at = $9
       where subscriber_id = $1 and id = $2`,
      [
        key.subscriberId,
        key.enrollmentId,
        change.state,
        change.zone,
        change.hour,
        change.weekdays,
        change.nextSlotAt,
        change.waiting,
        change.endedAt,
      ],
    );
  }

  /** Walks with a slot still to come, in key order after `after`: for going through all of them in batches. */
  async upcoming(after: EnrollmentKey, limit: number, now: Date): Promise<Array<Enrollment & { nextSlotAt: Date }>> {
    return this.db.query<Array<Enrollment & { nextSlotAt: Date }>>(
      `select ${columns} from enrollments e
       where (e.subscriber_id, e.id) > ($1, $2) and e.next_slot_at > $4
       order by e.subscriber_id, e.id limit $3`,
      [after.subscriberId, after.enrollmentId, limit, now],
    );
  }

  /** Moves slots that nobody has touched since they were read; gives how many. */
  async moveSlots(changes: ReadonlyArray<EnrollmentKey & { nextSlotAt: Date; movedTo: Date }>): Promise<number> {
    if (changes.length === 0) return 0;
    const [, count] = await this.db.query<[unknown[], number]>(
      `update enrollments e set next_slot_at = c."movedTo"
       from jsonb_to_recordset($1) as c("subscriberId" bigint, "enrollmentId" bigint, "nextSlotAt" timestamptz, "movedTo" timestamptz)
       where e.subscriber_id = c."subscriberId" and e.id = c."enrollmentId" and e.next_slot_at = c."nextSlotAt"`,
      [JSON.stringify(changes)],
    );
    return count;
  }

  /** Rule 13, counted: active walks with neither a next slot nor exactly one open letter, other than those that wait. Must be 0. */
  async countLost(manager: EntityManager = this.db.manager): Promise<number> {
    const [row] = await manager.query<Array<{ lost: number }>>(
      `select count(*)::int as lost from enrollments e
       where e.state = 'active' and not e.waiting
         and (case when e.next_slot_at is null then 0 else 1 end)
           + (select count(*) from deliveries d where d.subscriber_id = e.subscriber_id and d.enrollment_id = e.id
                and d.kind in ('lesson', 'completion') and d.repeat_of is null and d.decided_at is null
                and (d.state in ('planned', 'claimed', 'sending') or (d.state = 'in_doubt' and not d.held))) <> 1`,
    );
    return row?.lost ?? 0;
  }
}
