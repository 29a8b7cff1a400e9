import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { AuditStore } from '../audit/audit.store.js';
import type { PublishedLesson } from '../courses/course-settings.js';
import { DeliveryStore, type LessonRow } from '../deliveries/delivery.store.js';
import { HouseError } from '../house-error.js';
import { type Enrollment, type EnrollmentKey, EnrollmentStore } from './enrollment.store.js';
import { NextSlotService } from './next-slot.service.js';
import { SkippedLessonStore } from './skipped-lesson.store.js';

export type MoveResult =
  /** `skipped`, `restored`: how many lessons the walk no longer gets, or gets again. `nextAt`: null while it pauses, or a letter is on its way. */
  | { outcome: 'moved'; skipped: number; restored: number; nextAt: Date | null }
  /** It is the next one as it is. */
  | { outcome: 'there-already' }
  /** It is planned or being sent at this moment. */
  | { outcome: 'on-its-way' }
  /** It comes again only by "send again", or by a restart. */
  | { outcome: 'had-before' }
  /** The walk was left or is finished. */
  | { outcome: 'over' };

/** Rule 25: an admin moves a person to a lesson. Forward skips what lies between; back takes skipped rows away, never a letter. */
@Injectable()
export class EnrollmentMoveService {
  constructor(
    private readonly enrollments: EnrollmentStore,
    private readonly deliveries: DeliveryStore,
    private readonly slots: NextSlotService,
    private readonly skipped: SkippedLessonStore,
    private readonly audit: AuditStore,
  ) {}

  /**
   * Makes the lesson (its key) the next one. Runs in the caller's transaction, at its beginning: the course is taken for
   * share, then the enrollment. A letter that is planned and not yet on its way is withdrawn, and its date kept. Throws
   * 'not-found' for a walk that there is not, 'invalid' for a lesson that is not in the published course.
   */
  async move(db: EntityManager, key: EnrollmentKey, lesson: string, actor: string, now: Date): Promise<MoveResult> {
    await this.skipped.holdCourse(db, key);
    const walk = await this.enrollments.take(key, db);
    if (!walk) throw new HouseError('not-found', 'There is no such enrollment.');
    if (walk.state === 'left' || walk.state === 'finished') return { outcome: 'over' };
    const { course } = await this.slots.standing(walk, db);
    const target = course.lessons.findIndex((one) => one.key === lesson);
    if (target < 0)
      throw new HouseError('invalid', 'Please choose a lesson.', {
        fields: { lesson: 'expected a lesson of the course as it is published' },
      });
    const before = await this.deliveries.lessonsOf(walk, db);
    const row = before.find(({ lessonId }) => lessonId === course.lessons[target]?.id);
    if (row && row.state !== 'skipped') return { outcome: isOpen(row) ? 'on-its-way' : 'had-before' };
    return this.moveTo(db, walk, course.lessons, target, { before, actor, now });
  }

  private async moveTo(
    db: EntityManager,
    walk: Enrollment,
    lessons: readonly PublishedLesson[],
    target: number,
    { before, actor, now }: { before: readonly LessonRow[]; actor: string; now: Date },
  ): Promise<MoveResult> {
    const place = firstOwed(lessons, before);
    const open = before.find(({ state }) => state === 'planned' || state === 'claimed');
    if (place === target && !open) return { outcome: 'there-already' };
    const which = { subscriberId: walk.subscriberId, enrollmentId: walk.enrollmentId, butDoubtful: true };
    const withdrawn = await this.deliveries.withdraw(
      { ...which, kinds: ['lesson', 'completion'] },
      'moved to another lesson by an admin',
      now,
      db,
    );
    const rows = await this.deliveries.lessonsOf(walk, db);
    const has = new Set(rows.map(({ lessonId }) => lessonId));
    const from = firstOwed(lessons, rows);
    const passed = lessons.slice(from, target).filter(({ id }) => !has.has(id));
    if (passed.length > 0) await this.skipped.skip(db, walk, walk.courseId, passed.map(({ id }) => id), now); // prettier-ignore
    const back = lessons.slice(target, Math.max(from, target + 1)).map(({ id }) => id);
    const restored = await this.skipped.restore(db, walk, back);

    const keptDate = open && withdrawn.some(({ id }) => id === open.id) ? open.slot : null;
    const nextAt = await this.goOn(db, walk, keptDate, now);
    const moved = { lesson: lessons[target]?.key, skipped: passed.length, restored };
    await this.audit.record(db, {
      ...{ at: now, actor, action: 'enrollment.moved', subjectKind: 'enrollment', subjectId: walk.enrollmentId },
      before: { lesson: lessons[place]?.key ?? null },
      after: moved,
    });
    return { outcome: 'moved', skipped: passed.length, restored, nextAt };
  }

  /** A pause stays a pause; else the date of the withdrawn letter, or the first slot that keeps the lesson's wait. */
  private async goOn(db: EntityManager, walk: Enrollment, keptDate: Date | null, now: Date): Promise<Date | null> {
    const standing = await this.slots.standing(walk, db);
    const paused = walk.state === 'paused';
    const free = !standing.facts.hasOpenLetter;
    const next = keptDate ?? this.slots.afterChange(standing, walk, null, now);
    const nextSlotAt = paused ? walk.nextSlotAt : free ? next : null;
    await this.enrollments.change(walk, { ...walk, nextSlotAt, waiting: false }, db);
    return paused ? null : nextSlotAt;
  }
}

function isOpen({ state }: LessonRow): boolean {
  return state === 'planned' || state === 'claimed' || state === 'sending' || state === 'in_doubt';
}

/** The place of the first lesson that the walk does not have; the number of lessons where it has them all. */
function firstOwed(lessons: readonly PublishedLesson[], rows: readonly LessonRow[]): number {
  const has = new Set(rows.map(({ lessonId }) => lessonId));
  const place = lessons.findIndex(({ id }) => !has.has(id));
  return place < 0 ? lessons.length : place;
}
