import { Injectable } from '@nestjs/common';
import { EntityManager } from 'typeorm';
import type { RevisionStep } from '../courses/publish-effects.js';
import type { StandingPlace } from './changed-waits.js';
import type { EnrollmentKey } from './enrollment.store.js';
import { completionWait } from './next-step.js';
import { hasLesson, walkKey } from './publish-effects.store.js';

export interface SlotPlace {
  zone: string;
  weekdays: number;
  nextSlotAt: Date;
}

/** Whose slots a publish may move; reads only. The caller holds the course, as for PublishEffectsStore. */
@Injectable()
export class CourseSlotsStore {
  /** Walks with a slot to come, all of them: the course's calendar is another. */
  async withSlotsToCome(db: EntityManager, courseId: string, now: Date): Promise<EnrollmentKey[]> {
    return db.query(
      `select ${walkKey} from enrollments e
       where e.course_id = $1 and e.state in ('active', 'paused') and e.next_slot_at > $2
       order by e.subscriber_id, e.id`,
      [courseId, now],
    );
  }

  /**
   * Walks whose next letter has another wait than before, of those that stand at the places given: one or two probes of
   * deliveries_lesson_once say where a walk stands, and only there its whole order is gone through. Waits are beside their lessons.
   */
  async withOtherWaits(
    db: EntityManager,
    step: RevisionStep,
    places: readonly StandingPlace[],
    now: Date,
  ): Promise<EnrollmentKey[]> {
    const nextWait = (
      lessons: string,
      waits: string,
    ) => `coalesce((select n.wait from unnest(${lessons}::bigint[], ${waits}::int[])
      with ordinality as n(lesson_id, wait, position) where not ${hasLesson('n.lesson_id')} order by n.position limit 1), ${completionWait})`;
    return db.query(
      `with standing as materialized (
         select e.subscriber_id, e.id from enrollments e
         where e.course_id = $1 and e.state in ('active', 'paused') and e.next_slot_at > $8
           and exists (select 1 from unnest($6::bigint[], $7::bigint[]) as p(behind, owed)
                       where (p.behind is null or ${hasLesson('p.behind')}) and (p.owed is null or not ${hasLesson('p.owed')})))
       select ${walkKey} from standing e
       where ${nextWait('$2', '$3')} <> ${nextWait('$4', '$5')}
       order by e.subscriber_id, e.id`,
      [
        step.courseId,
        ...[step.before, step.after].flatMap(({ lessons }) => [
          lessons.map(({ id }) => id),
          lessons.map(({ waitDays }) => waitDays),
        ]),
        places.map(({ behind }) => behind),
        places.map(({ owed }) => owed),
        now,
      ],
    );
  }

  /** Where the slots to come lie, each place once; by enrollments_standing. */
  async slotsToCome(db: EntityManager, courseId: string, now: Date): Promise<SlotPlace[]> {
    return db.query(
      `select distinct e.zone, e.weekdays, e.next_slot_at as "nextSlotAt" from enrollments e
       where e.course_id = $1 and e.state in ('active', 'paused') and e.next_slot_at > $2`,
      [courseId, now],
    );
  }

  /** Whose next slot lies at one of these places; by enrollments_standing. */
  async withSlots(db: EntityManager, courseId: string, places: readonly SlotPlace[]): Promise<EnrollmentKey[]> {
    if (places.length === 0) return [];
    return db.query(
      `select ${walkKey} from enrollments e
       join unnest($2::text[], $3::int[], $4::timestamptz[]) as p(zone, weekdays, at)
         on p.zone = e.zone and p.weekdays = e.weekdays and p.at = e.next_slot_at
       where e.course_id = $1 and e.state in ('active', 'paused')
       order by e.subscriber_id, e.id`,
      [
        courseId,
        places.map(({ zone }) => zone),
        places.map(({ weekdays }) => weekdays),
        places.map(({ nextSlotAt }) => nextSlotAt),
      ],
    );
  }
}
