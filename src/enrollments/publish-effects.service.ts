import { Injectable, Logger } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { PublishedCourse } from '../courses/course-settings.js';
import {
  type DoneEffects,
  mayEnd,
  type PublishAnswers,
  PublishEffects,
  type RevisionStep,
  type TouchedEnrollments,
} from '../courses/publish-effects.js';
import { changedWaits } from './changed-waits.js';
import { CourseSlotsStore } from './course-slots.store.js';
import { type EnrollmentKey, EnrollmentStore, type NextStep } from './enrollment.store.js';
import { stepLater } from './next-step.js';
import { PublishEffectsStore } from './publish-effects.store.js';
import { hasDateOf, movedSlot, movesSlots, slotOfWoken } from './publish-slots.js';
import { type WalkFacts, WalkFactsStore } from './walk-facts.store.js';

const batch = 1_000;

/** What a publish does to walks: rows by set, slots in TypeScript for those that need a new one. */
@Injectable()
export class PublishEffectsService extends PublishEffects {
  private readonly log = new Logger('publish');

  constructor(
    private readonly store: PublishEffectsStore,
    private readonly slots: CourseSlotsStore,
    private readonly facts: WalkFactsStore,
    private readonly enrollments: EnrollmentStore,
  ) {
    super();
  }

  async count(db: EntityManager, step: RevisionStep, answers: PublishAnswers): Promise<TouchedEnrollments> {
    const closing = step.before.settings.moreComing && !step.after.settings.moreComing;
    return {
      inserted: await this.store.countInserted(db, step, answers.finishers === 'offer'),
      finishers: await this.store.countFinishers(db, step),
      end: mayEnd(step) ? await this.store.countEnding(db, step, answers.inserted === 'newcomers', closing) : 0,
    };
  }

  async apply(db: EntityManager, step: RevisionStep, answers: PublishAnswers, now: Date): Promise<DoneEffects> {
    const { settings } = step.after;
    const skipped = answers.inserted === 'newcomers' ? await this.store.skipPassed(db, step, now) : 0;
    const withdrawn = (await this.withdrawGone(db, step, now)) + (await this.withdrawEarlyCompletions(db, step, now));

    const reopened = answers.finishers === 'offer' ? await this.store.reopen(db, step) : [];
    const ends = answers.end === 'finish' && !settings.moreComing;
    const woken = step.arrived.length > 0 || ends ? await this.store.wake(db, step, ends) : [];
    const waiting = answers.end === 'wait' && !settings.moreComing ? await this.store.keepWaiting(db, step) : 0;
    await this.giveSlots(db, [...reopened, ...woken], now, (walk) => slotOfWoken(walk, settings, now));

    const moved = await this.moveSlots(db, step, now);
    return { skipped, withdrawn, reopened: reopened.length, woken: woken.length, waiting, moved };
  }

  /**
   * A lesson of the published order is owed again to some: it goes before their completion letter, and who waits goes on.
   * The caller holds the course.
   */
  async owedAgain(db: EntityManager, course: PublishedCourse, lessonId: string, now: Date): Promise<void> {
    const step = {
      courseId: course.id,
      revisionId: null,
      before: course,
      after: course,
      arrived: [lessonId],
      removed: [],
    };
    await this.withdrawEarlyCompletions(db, step, now);
    const woken = await this.store.wake(db, step, false);
    await this.giveSlots(db, woken, now, (walk) => slotOfWoken(walk, course.settings, now));
  }

  private async withdrawGone(db: EntityManager, step: RevisionStep, now: Date): Promise<number> {
    const keys = await this.store.withGoneLetters(db, step);
    await this.facts.lock(keys, db);
    const which = { kind: 'lesson' as const, lessonIds: step.removed, because: 'the lesson was unpublished' };
    return this.store.withdraw(db, keys, which, now);
  }

  private async withdrawEarlyCompletions(db: EntityManager, step: RevisionStep, now: Date): Promise<number> {
    const keys = await this.store.withEarlyCompletions(db, step);
    await this.facts.lock(keys, db);
    const which = { kind: 'completion' as const, lessonIds: [], because: 'a new lesson goes first' };
    return this.store.withdraw(db, keys, which, now);
  }

  /** An author's change of waits or calendar moves slots that are still to come; letters already planned keep their time. */
  private async moveSlots(db: EntityManager, step: RevisionStep, now: Date): Promise<number> {
    const whose = movesSlots(step);
    if (whose === 'nobody') return 0;
    const keys =
      whose === 'lost-dates'
        ? await this.withLostDates(db, step, now)
        : whose === 'everybody'
          ? await this.slots.withSlotsToCome(db, step.courseId, now)
          : await this.slots.withOtherWaits(db, step, changedWaits(step), now);
    return this.giveSlots(db, keys, now, (walk) => movedSlot(walk, step, now));
  }

  /** Zones are known in TypeScript alone: where slots lie is read first, and then who has one that is no date any more. */
  private async withLostDates(db: EntityManager, step: RevisionStep, now: Date): Promise<EnrollmentKey[]> {
    const slots = await this.slots.slotsToCome(db, step.courseId, now);
    const lost = slots.filter((slot) => !hasDateOf(step.after.settings, slot));
    return this.slots.withSlots(db, step.courseId, lost);
  }

  /** Reads, computes and writes in batches; `undefined` leaves a walk as it is. Gives how many were written. */
  private async giveSlots(
    db: EntityManager,
    keys: readonly EnrollmentKey[],
    now: Date,
    slotOf: (walk: WalkFacts) => Date | null | undefined,
  ): Promise<number> {
    let written = 0;
    for (let from = 0; from < keys.length; from += batch) {
      const some = keys.slice(from, from + batch);
      await this.facts.lock(some, db);
      const steps = (await this.facts.read(some, db)).flatMap((walk): NextStep[] => {
        const nextSlotAt = this.orLater(walk, now, slotOf);
        if (nextSlotAt === undefined || nextSlotAt?.getTime() === walk.nextSlotAt?.getTime()) return [];
        return [
          {
            subscriberId: walk.subscriberId,
            enrollmentId: walk.enrollmentId,
            nextSlotAt,
            waiting: walk.waiting,
            finishedAt: null,
          },
        ];
      });
      await this.enrollments.step(steps, db);
      written += steps.length;
    }
    return written;
  }

  /** One walk that cannot be reckoned with does not undo the publish: its next slot stays, or is an hour away. */
  private orLater(
    walk: WalkFacts,
    now: Date,
    slotOf: (walk: WalkFacts) => Date | null | undefined,
  ): Date | null | undefined {
    try {
      return slotOf(walk);
    } catch (error) {
      this.log.error(
        `enrollment ${walk.enrollmentId} is left for later: ${error instanceof Error ? error.message : String(error)}`,
      );
      return walk.nextSlotAt ?? stepLater(walk, now).nextSlotAt;
    }
  }
}
