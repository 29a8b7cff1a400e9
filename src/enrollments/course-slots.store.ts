import { Injectable } from '@nestjs/common';
import { EntityManager } from 'typeorm';
import type { RevisionStep } from '../courses/publish-effects.js';
import type { EnrollmentKey } from './enrollment.store.js';
import { hasLesson, walkKey } from './publish-effects.store.js';

export interface SlotPlace {
  zone: string;
  weekdays: number;
  nextSlotAt: Date;
}

/** Whose slots a publish may move; reads only. The caller holds the course, as for PublishEffectsStore. */
@Injectable()
export class CourseSlotsStore {
  /**
   * Walks whose next slot may have moved: all with a slot to come when the course's calendar changed, else those whose next
   * lesson has another wait than before. $3 is the order before, the waits are beside their lessons.
   */
  async withOtherSlots(db: EntityManager, step: RevisionStep, all: boolean, now: Date): Promise<EnrollmentKey[]> {
    const nextWait = (
      lessons: string,
      waits: string,
    ) => `(select n.wait from unnest(${lessons}::bigint[], ${waits}::int[])
      with ordinality as n(lesson_id, wait, position) where not ${hasLesson('n.lesson_id')} order by n.position limit 1)`;
    return db.query(
      `select ${walkKey} from enrollments e
       where e.course_id = $1 and e.state in ('active', 'paused') and e.next_slot_at > $7
         and ($6::boolean or ${nextWait('$2', '$3')} is distinct from ${nextWait('$4', '$5')})
       order by e.subscriber_id, e.id`,
      [
        step.courseId,
        ...[step.before, step.after].flatMap(({ lessons }) => [
          lessons.map(({ id }) => id),
          lessons.map(({ waitDays }) => waitDays),
        ]),
        all,
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
