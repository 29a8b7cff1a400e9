import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { PublishedCourse } from '../courses/course-settings.js';
import { DeliveryStore } from '../deliveries/delivery.store.js';
import { HouseError } from '../house-error.js';
import { slotAfterChange } from '../schedule/change.js';
import { nextLessonSlot, type Slot } from '../schedule/next-slot.js';
import { leaveBy } from '../schedule/slot-window.js';
import { addDays, type LocalDate, localDateOf } from '../schedule/wall-time.js';
import { SuppressionStore } from '../suppressions/suppression.store.js';
import { EnrollmentStore } from './enrollment.store.js';
import { calendarOf } from './next-step.js';

/** A walk that has begun. `next` is the lesson after the first one, where the first leaves now. */
export interface BegunWalk {
  enrollmentId: string;
  first: 'now' | { at: Date };
  next: { at: Date } | null;
}

/** Starts a walk: after confirmation, after a finished one, and on "restart". */
@Injectable()
export class BeginWalkService {
  constructor(
    private readonly enrollments: EnrollmentStore,
    private readonly deliveries: DeliveryStore,
    private readonly suppressions: SuppressionStore,
  ) {}

  /**
   * Lesson 1 leaves now, or at the first slot: as the course says, and never on a date that already brought a lesson of
   * this course (rule 12). Null when a walk is open already. Throws 'conflict' for who must not be written to: a "no" is
   * taken back by confirming, not by a page that may have been forwarded (rules 30, 31). Runs in the caller's transaction.
   */
  async begin(
    course: PublishedCourse,
    reader: { subscriberId: string; zone: string; hour: number; weekdays: number },
    now: Date,
    manager: EntityManager,
  ): Promise<BegunWalk | null> {
    if (await this.suppressions.isSuppressed(reader.subscriberId, manager))
      throw new HouseError(
        'conflict',
        'We send no letters to this address any more. To begin again, please sign up once more and confirm it.',
      );
    const { settings } = course;
    const calendar = calendarOf(reader, settings);
    const today = localDateOf(now, reader.zone);
    const hadToday = await this.deliveries.hadLessonOn(reader.subscriberId, course.id, today, manager);
    const cohortWaits = settings.startsOn !== null && settings.startsOn > today;
    const firstLesson = course.lessons[0];
    const atOnce = settings.start === 'on-confirmation' && !hadToday && !cohortWaits && firstLesson !== undefined;

    const slot: Slot = atOnce
      ? { at: now, localDate: today }
      : slotAfterChange(calendar, now, {
          last: null,
          waitDays: 1,
          twelveHours: false,
          notBefore: firstDate(settings.startsOn, today, hadToday),
        });
    const enrollmentId = await this.enrollments.begin(
      { ...reader, courseId: course.id, nextSlotAt: atOnce ? null : slot.at, startedAt: now },
      manager,
    );
    if (enrollmentId === null) return null;
    if (!atOnce) return { enrollmentId, first: { at: slot.at }, next: null };

    await this.deliveries.plan(
      [
        {
          subscriberId: reader.subscriberId,
          kind: 'lesson',
          courseId: course.id,
          enrollmentId,
          lessonId: firstLesson.id,
          scheduled: true,
          slot: now,
          localDate: today,
          dueAt: now,
          leaveBy: leaveBy(slot, reader.zone, settings.lateLimitHours),
        },
      ],
      now,
      manager,
    );
    const second = course.lessons[1];
    return {
      enrollmentId,
      first: 'now',
      next: second ? { at: nextLessonSlot(calendar, slot, second.waitDays).at } : null,
    };
  }
}

/** The earliest local date for lesson 1: the cohort's, or today, or tomorrow when today already brought one. */
function firstDate(startsOn: LocalDate | null, today: LocalDate, hadToday: boolean): LocalDate {
  const earliest = hadToday ? addDays(today, 1) : today;
  return startsOn !== null && startsOn > earliest ? startsOn : earliest;
}
