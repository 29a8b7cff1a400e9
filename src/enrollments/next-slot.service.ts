import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { CourseReader } from '../courses/course.reader.js';
import type { PublishedCourse } from '../courses/course-settings.js';
import { slotAfterChange } from '../schedule/change.js';
import type { LocalDate } from '../schedule/wall-time.js';
import { type Enrollment, type EnrollmentKey, EnrollmentStore } from './enrollment.store.js';
import { calendarOf, lastLetterOf, owedNext } from './next-step.js';
import { type WalkFacts, WalkFactsStore } from './walk-facts.store.js';

/** A reader's calendar: zone in Intl's spelling, minutes after midnight, own weekdays. */
export interface ReaderCalendar {
  zone: string;
  hour: number;
  weekdays: number;
}

/** Where a walk stands, with its course. */
export interface Standing {
  facts: WalkFacts;
  course: PublishedCourse;
}

/** The next slot after something has changed (rule 7): hour, zone, weekdays, a pause's end, coming back. */
@Injectable()
export class NextSlotService {
  constructor(
    private readonly facts: WalkFactsStore,
    private readonly courses: CourseReader,
    private readonly enrollments: EnrollmentStore,
  ) {}

  async standing(key: EnrollmentKey, manager?: EntityManager): Promise<Standing> {
    const [facts] = await this.facts.read([key], manager);
    if (!facts) throw new Error(`enrollment ${key.enrollmentId} is gone`);
    return { facts, course: await this.courses.byRevision(facts.revisionId) };
  }

  /** Every walk of a person, newest first. */
  walksOf(subscriberId: string): Promise<Enrollment[]> {
    return this.enrollments.ofSubscriber(subscriberId);
  }

  /**
   * The first slot after now, not before a date, that keeps the lesson's wait and twelve hours from the last letter; null
   * when nothing is owed and no date is given.
   */
  afterChange(standing: Standing, calendar: ReaderCalendar, notBefore: LocalDate | null, now: Date): Date | null {
    const { facts, course } = standing;
    const owed = owedNext(facts, course.settings);
    // A pause until a date needs its date also when nothing is owed: something may be by then.
    if (notBefore === null && !('waitDays' in owed)) return null;
    const last = lastLetterOf(facts);
    return slotAfterChange(calendarOf(calendar, course.settings), now, {
      last,
      waitDays: 'waitDays' in owed ? owed.waitDays : 1,
      twelveHours: facts.lastKeepsTwelveHours,
      notBefore,
    }).at;
  }

  /** A walk that had been left goes on in the same enrollment, with the calendar given; its next slot, or null at the end. */
  async reopen(walk: Enrollment, calendar: ReaderCalendar, now: Date, manager: EntityManager): Promise<Date | null> {
    const standing = await this.standing(walk, manager);
    const nextSlotAt = standing.facts.hasOpenLetter ? null : this.afterChange(standing, calendar, null, now);
    // Whether this is the end is the planner's to say, under the course's lock: so its slot is now.
    const looksOver = nextSlotAt === null && !standing.facts.hasOpenLetter;
    await this.enrollments.change(
      walk,
      { ...calendar, state: 'active', nextSlotAt: looksOver ? now : nextSlotAt, waiting: false, endedAt: null },
      manager,
    );
    return nextSlotAt;
  }
}
