import { Injectable, Logger } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { CourseReader } from '../courses/course.reader.js';
import type { SettledDelivery } from '../deliveries/delivery.store.js';
import type { LateDelivery, MovedDelivery } from '../deliveries/sweep.store.js';
import { type ForeseenStep, WalkKeeper } from '../deliveries/walk-keeper.js';
import { nextWindow } from '../schedule/slot-to-plan.js';
import type { LocalDate } from '../schedule/wall-time.js';
import { EnrollmentStore, type NextStep } from './enrollment.store.js';
import { calendarOf, owedNext, slotOfNext, stepLater } from './next-step.js';
import { type WalkFacts, WalkFactsStore } from './walk-facts.store.js';

/** Gives walks their next slot when a letter of theirs is settled, and late letters their next window. */
@Injectable()
export class WalkKeeperService extends WalkKeeper {
  private readonly log = new Logger('walks');

  constructor(
    private readonly facts: WalkFactsStore,
    private readonly enrollments: EnrollmentStore,
    private readonly courses: CourseReader,
  ) {
    super();
  }

  lock(keys: ReadonlyArray<{ subscriberId: string; enrollmentId: string }>, manager: EntityManager): Promise<void> {
    return this.facts.lock(keys, manager);
  }

  /** Idempotent: a walk that has its next slot, or an open letter, or is over, is left as it is. */
  async goOn(settled: readonly SettledDelivery[], now: Date, manager: EntityManager): Promise<void> {
    const keys = settled.flatMap((row) =>
      row.enrollmentId !== null && row.repeatOf === null
        ? [{ subscriberId: row.subscriberId, enrollmentId: row.enrollmentId }]
        : [],
    );
    await this.facts.lock(keys, manager); // held already by most callers, and free for them
    const walks = await this.facts.read(keys, manager);
    const steps: NextStep[] = [];
    for (const walk of walks) {
      if (walk.state !== 'active' || walk.hasOpenLetter || walk.nextSlotAt !== null) continue;
      steps.push(await this.nextStep(walk, now).catch((error: unknown) => this.lookAgainLater(walk, error, now)));
    }
    await this.enrollments.step(steps, manager);
  }

  async foresee(
    rows: ReadonlyArray<{ id: string; subscriberId: string; enrollmentId: string | null; repeatOf: string | null }>,
    now: Date,
  ): Promise<Map<string, ForeseenStep>> {
    const byEnrollment = new Map<string, string>();
    const keys = rows.flatMap(({ id, subscriberId, enrollmentId, repeatOf }) => {
      if (enrollmentId === null || repeatOf !== null) return [];
      byEnrollment.set(enrollmentId, id);
      return [{ subscriberId, enrollmentId }];
    });
    const steps = new Map<string, ForeseenStep>();
    for (const walk of await this.facts.read(keys)) {
      if (walk.state !== 'active' || walk.nextSlotAt !== null || walk.suppressed) continue;
      // It is about to be handed over. What cannot be reckoned takes the long way, which says why.
      const step = await this.nextStep({ ...walk, lastHandedOverAt: now }, now).catch(() => null);
      const id = byEnrollment.get(walk.enrollmentId);
      if (step?.nextSlotAt == null || id === undefined) continue;
      const { revisionId, zone, hour, weekdays, lessonsHad } = walk;
      steps.set(id, {
        revisionId,
        zone,
        hour,
        weekdays,
        nextSlotAt: step.nextSlotAt,
        waiting: step.waiting,
        lessonsHad,
      });
    }
    return steps;
  }

  /**
   * A slot, or, where nothing seems owed, now: whether a walk waits or ends is the planner's to say, under the course's
   * lock. A turn may be reading the revision before the one that is being published.
   */
  private async nextStep(walk: WalkFacts, now: Date): Promise<NextStep> {
    const { settings } = await this.courses.byRevision(walk.revisionId);
    const slot = slotOfNext(walk, settings, owedNext(walk, settings), now);
    const { subscriberId, enrollmentId, lessonsHad } = walk;
    return {
      subscriberId,
      enrollmentId,
      lessonsHad,
      nextSlotAt: slot?.at ?? now,
      waiting: slot === null && walk.waiting,
      finishedAt: null,
    };
  }

  /** One walk that cannot be reckoned with must not hold up the others of its turn. */
  private lookAgainLater(walk: WalkFacts, error: unknown, now: Date): NextStep {
    this.log.error(
      `enrollment ${walk.enrollmentId} waits an hour: ${error instanceof Error ? error.message : String(error)}`,
    );
    return stepLater(walk, now);
  }

  async nextSlots(late: readonly LateDelivery[], now: Date, manager: EntityManager): Promise<MovedDelivery[]> {
    const rows = late.filter((row) => row.enrollmentId !== null && row.slot !== null && row.localDate !== null);
    const walks = new Map(
      (
        await this.facts.read(
          rows.map((row) => ({ subscriberId: row.subscriberId, enrollmentId: String(row.enrollmentId) })),
          manager,
        )
      ).map((walk) => [walk.enrollmentId, walk]),
    );
    const moved: MovedDelivery[] = [];
    for (const row of rows) {
      const walk = walks.get(String(row.enrollmentId));
      if (!walk || row.slot === null || row.localDate === null) continue;
      // A slot counts as failed only if the mail server said 4xx in it: a stopped house fails nobody.
      const failedSlots = row.failedSlots + (row.deferrals > 0 ? 1 : 0);
      const { subscriberId, id } = row;
      try {
        const { slot, leaveBy } = await this.nextWindowOf(walk, row.slot, row.localDate, now);
        moved.push({ subscriberId, id, slot: slot.at, localDate: slot.localDate, leaveBy, failedSlots });
      } catch (error) {
        // Due only when its window closes: it does not leave at an hour that nobody can reckon, and is looked at again then.
        const leaveBy = this.lookAgainLater(walk, error, now).nextSlotAt ?? now;
        moved.push({ subscriberId, id, slot: leaveBy, localDate: row.localDate, leaveBy, failedSlots });
      }
    }
    return moved;
  }

  private async nextWindowOf(walk: WalkFacts, slot: Date, localDate: LocalDate, now: Date) {
    const { settings } = await this.courses.byRevision(walk.revisionId);
    // Once a reader has moved over the date line, a later date than the row's may have its lesson already.
    const row = { slot, localDate: laterDate(localDate, walk.lastLocalDate) };
    return nextWindow(calendarOf(walk, settings), row, now, settings.lateLimitHours);
  }
}

function laterDate(a: LocalDate, b: LocalDate | null): LocalDate {
  return b !== null && b > a ? b : a;
}
