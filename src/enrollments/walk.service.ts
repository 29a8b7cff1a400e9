import { Injectable } from '@nestjs/common';
import { DataSource, EntityManager } from 'typeorm';
import { inTransaction } from '../database/transaction.js';
import { DeliveryStore } from '../deliveries/delivery.store.js';
import { HouseError } from '../house-error.js';
import { leaveBy } from '../schedule/slot-window.js';
import { type LocalDate, localDateOf } from '../schedule/wall-time.js';
import { type Enrollment, EnrollmentStore } from './enrollment.store.js';
import { RestartingService } from './restarting.service.js';
import { NextSlotService, type ReaderCalendar } from './next-slot.service.js';

/** Lessons a reader may ask for on one local date (rule 8). */
export const requestsADay = 3;
const repeatUsefulMs = 24 * 3_600_000;

/**
 * What readers do with their own walk, without an account. Each call is one transaction that holds the enrollment, so a
 * double click, a second tab or the planner at the same moment wait their turn. Throws 'not-found' for another person's walk.
 */
@Injectable()
export class WalkService {
  constructor(
    private readonly db: DataSource,
    private readonly enrollments: EnrollmentStore,
    private readonly deliveries: DeliveryStore,
    private readonly slots: NextSlotService,
    private readonly restarting: RestartingService,
  ) {}

  /** Hour, zone and weekdays hold from the next slot on; a letter already planned keeps its time (rule 7). */
  changeCalendar(
    subscriberId: string,
    enrollmentId: string,
    change: ReaderCalendar,
    now: Date,
  ): Promise<{ outcome: 'changed'; nextAt: Date | null }> {
    return this.holding(subscriberId, enrollmentId, async (walk, manager) => {
      if (walk.state === 'left' || walk.state === 'finished')
        throw new HouseError('conflict', 'This course is over: start it again to choose an hour.');
      const standing = await this.slots.standing(walk, manager);
      if ((change.weekdays & standing.course.settings.weekdays) === 0) {
        const problem = 'Please keep at least one day on which this course has lessons.';
        throw new HouseError('invalid', problem, { fields: { weekdays: problem } });
      }
      const pausedUntil = walk.state === 'paused' && walk.nextSlotAt ? localDateOf(walk.nextSlotAt, walk.zone) : null;
      const resumes = walk.state === 'active' || pausedUntil !== null;
      const nextSlotAt =
        resumes && !standing.facts.hasOpenLetter
          ? (this.slots.afterChange(standing, change, pausedUntil, now) ?? walk.nextSlotAt)
          : null;
      await this.enrollments.change(walk, { ...walk, ...change, nextSlotAt, endedAt: null }, manager);
      return { outcome: 'changed', nextAt: nextSlotAt };
    });
  }

  /** Until a local date, or until the reader says so. A planned letter is withdrawn; one being sent goes (rule 7). */
  pause(
    subscriberId: string,
    enrollmentId: string,
    until: LocalDate | null,
    now: Date,
    because = 'paused by the reader',
  ): Promise<{ outcome: 'paused' | 'not-active' }> {
    return this.holding(subscriberId, enrollmentId, async (walk, manager) => {
      if (walk.state !== 'active' && walk.state !== 'paused') return { outcome: 'not-active' };
      await this.deliveries.withdraw(
        { subscriberId, enrollmentId, kinds: ['lesson', 'completion'], butDoubtful: true },
        because,
        now,
        manager,
      );
      const standing = await this.slots.standing(walk, manager);
      const nextSlotAt = until === null ? null : this.slots.afterChange(standing, walk, until, now);
      await this.enrollments.change(walk, { ...walk, state: 'paused', nextSlotAt, endedAt: null }, manager);
      return { outcome: 'paused' };
    });
  }

  resume(
    subscriberId: string,
    enrollmentId: string,
    now: Date,
  ): Promise<{ outcome: 'resumed'; nextAt: Date | null } | { outcome: 'not-paused' }> {
    return this.holding(subscriberId, enrollmentId, async (walk, manager) => {
      if (walk.state !== 'paused') return { outcome: 'not-paused' };
      const nextAt = await this.slots.reopen(walk, walk, now, manager);
      return { outcome: 'resumed', nextAt };
    });
  }

  /**
   * "Next one now" (rule 8): the form names the lesson, so a second POST finds it on its way. At most three a local date.
   * A lesson already planned for later is brought forward. It counts as that day's letter.
   */
  nextNow(
    subscriberId: string,
    enrollmentId: string,
    lessonId: string,
    now: Date,
  ): Promise<{ outcome: 'on-its-way' | 'enough-for-today' | 'nothing-left' | 'not-active' }> {
    return this.holding(subscriberId, enrollmentId, async (walk, manager) => {
      if (walk.state !== 'active') return { outcome: 'not-active' };
      const today = localDateOf(now, walk.zone);
      const rows = await this.deliveries.lessonsOf(walk, manager);
      const named = rows.find((row) => row.lessonId === lessonId);
      const waitsForLater = named?.state === 'planned' && named.dueAt > now;
      if (named && !waitsForLater) return { outcome: 'on-its-way' };
      const standing = await this.slots.standing(walk, manager);
      if (!named && standing.facts.nextLessonId === null) return { outcome: 'nothing-left' };
      if (!named && standing.facts.nextLessonId !== lessonId)
        throw new HouseError('not-found', 'This lesson is not the next one.');
      if ((await this.deliveries.requestedOn(subscriberId, walk.courseId, today, manager)) >= requestsADay)
        return { outcome: 'enough-for-today' };

      const until = leaveBy({ at: now, localDate: today }, walk.zone, standing.course.settings.lateLimitHours);
      if (named) {
        await this.deliveries.bringForward(subscriberId, named.id, now, today, until, manager);
        return { outcome: 'on-its-way' };
      }
      if (standing.facts.hasOpenLetter) return { outcome: 'on-its-way' };
      await this.deliveries.plan(
        [
          {
            ...walk,
            kind: 'lesson',
            lessonId,
            requested: true,
            slot: now,
            localDate: today,
            dueAt: now,
            leaveBy: until,
          },
        ],
        now,
        manager,
      );
      await this.enrollments.handToLedger([walk], manager);
      return { outcome: 'on-its-way' };
    });
  }

  /** Ends one walk, inside the caller's transaction; whether consent goes with it is LeavingService's to say. Throws 'not-found'. */
  async leave(
    subscriberId: string,
    enrollmentId: string,
    because: string,
    now: Date,
    manager: EntityManager,
  ): Promise<{ outcome: 'left' | 'was-over'; courseId: string }> {
    const walk = await this.enrollments.take({ subscriberId, enrollmentId }, manager);
    if (!walk) throw new HouseError('not-found', 'There is no such course on this page.');
    return { ...(await this.leaveHeld(walk, because, now, manager)), courseId: walk.courseId };
  }

  /** Ends a walk that the caller holds; its open letter is withdrawn. Idempotent. */
  async leaveHeld(
    walk: Enrollment,
    because: string,
    now: Date,
    manager: EntityManager,
  ): Promise<{ outcome: 'left' | 'was-over' }> {
    if (walk.state !== 'active' && walk.state !== 'paused') return { outcome: 'was-over' };
    await this.deliveries.withdraw(
      { subscriberId: walk.subscriberId, enrollmentId: walk.enrollmentId },
      because,
      now,
      manager,
    );
    await this.enrollments.change(
      walk,
      { ...walk, state: 'left', nextSlotAt: null, waiting: false, endedAt: now },
      manager,
    );
    return { outcome: 'left' };
  }

  /** Ends every open walk of a person, inside the caller's transaction. */
  async leaveAll(subscriberId: string, because: string, now: Date, manager: EntityManager): Promise<void> {
    for (const { enrollmentId } of await this.enrollments.ofSubscriber(subscriberId, manager)) {
      const walk = await this.enrollments.take({ subscriberId, enrollmentId }, manager);
      if (walk) await this.leaveHeld(walk, because, now, manager);
    }
  }

  /** Ends the walk through one course, if one is open, inside the caller's transaction. */
  async leaveCourse(
    subscriberId: string,
    courseId: string,
    because: string,
    now: Date,
    manager: EntityManager,
  ): Promise<void> {
    const walk = await this.enrollments.latest(subscriberId, courseId, manager);
    if (walk) await this.leaveHeld(walk, because, now, manager);
  }

  /** A new walk from lesson 1 for who has finished or left; the old one stays as it was. */
  restart(
    subscriberId: string,
    enrollmentId: string,
    clientAddress: string,
    now: Date,
  ): Promise<{ outcome: 'restarted' | 'already-open' }> {
    return this.holding(subscriberId, enrollmentId, async (walk, manager) => {
      const { course } = await this.slots.standing(walk, manager);
      const begun = await this.restarting.restart(walk, course, clientAddress, now, manager);
      return { outcome: begun ? 'restarted' : 'already-open' };
    });
  }

  /** "Send me today's letter again": a repeat row, which counts for no rule; once a local date, and one at a time. */
  repeatLatest(
    subscriberId: string,
    enrollmentId: string,
    now: Date,
  ): Promise<{ outcome: 'on-its-way' | 'once-a-day' | 'nothing-yet' }> {
    return this.holding(subscriberId, enrollmentId, async (walk, manager) => {
      const rows = await this.deliveries.lessonsOf(walk, manager);
      const latest = rows.filter((row) => row.state === 'accepted').at(-1);
      if (!latest || walk.state === 'left') return { outcome: 'nothing-yet' };
      const today = localDateOf(now, walk.zone);
      const again = await this.deliveries.repeatsOn(walk, today, manager);
      if (again > 0) return { outcome: 'once-a-day' };
      if (await this.deliveries.isRepeatUnderWay(walk, latest.lessonId, manager)) return { outcome: 'on-its-way' };
      const leave = new Date(now.getTime() + repeatUsefulMs);
      await this.deliveries.plan(
        [
          {
            ...walk,
            kind: 'lesson',
            lessonId: latest.lessonId,
            repeatOf: latest.id,
            requested: true,
            localDate: today,
            dueAt: now,
            leaveBy: leave,
          },
        ],
        now,
        manager,
      );
      return { outcome: 'on-its-way' };
    });
  }

  async markDone(subscriberId: string, deliveryId: string, now: Date): Promise<{ outcome: 'done' | 'was-done' }> {
    const mark = await this.deliveries.markDone(subscriberId, deliveryId, now);
    if (!mark.found) throw new HouseError('gone', 'This lesson is no longer here.');
    return { outcome: mark.first ? 'done' : 'was-done' };
  }

  private holding<T>(
    subscriberId: string,
    enrollmentId: string,
    work: (walk: Enrollment, manager: EntityManager) => Promise<T>,
  ): Promise<T> {
    return inTransaction(this.db, async (manager) => {
      const walk = await this.enrollments.take({ subscriberId, enrollmentId }, manager);
      if (!walk) throw new HouseError('not-found', 'There is no such course on this page.');
      return work(walk, manager);
    });
  }
}
