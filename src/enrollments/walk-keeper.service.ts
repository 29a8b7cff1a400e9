import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { CourseReader } from '../courses/course.reader.js';
import type { LateDelivery, MovedDelivery, SettledDelivery } from '../deliveries/delivery.store.js';
import { WalkKeeper } from '../deliveries/walk-keeper.js';
import { nextWindow } from '../schedule/slot-to-plan.js';
import type { LocalDate } from '../schedule/wall-time.js';
import { EnrollmentStore, type NextStep } from './enrollment.store.js';
import { calendarOf, owedNext, slotOfNext } from './next-step.js';
import { type WalkFacts, WalkFactsStore } from './walk-facts.store.js';

/** Gives walks their next slot when a letter of theirs is settled, and late letters their next window. */
@Injectable()
export class WalkKeeperService extends WalkKeeper {
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
    const walks = await this.facts.read(keys, manager);
    const steps: NextStep[] = [];
    for (const walk of walks) {
      if (walk.state !== 'active' || walk.hasOpenLetter || walk.nextSlotAt !== null) continue;
      steps.push(await this.nextStep(walk, now));
    }
    await this.enrollments.step(steps, manager);
  }

  async nextStep(walk: WalkFacts, now: Date): Promise<NextStep> {
    const { settings } = await this.courses.byRevision(walk.revisionId);
    const owed = owedNext(walk, settings);
    const slot = slotOfNext(walk, settings, owed, now);
    return {
      subscriberId: walk.subscriberId,
      enrollmentId: walk.enrollmentId,
      nextSlotAt: slot?.at ?? null,
      waiting: owed.kind === 'wait',
      finishedAt: owed.kind === 'end' ? now : null,
    };
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
      const { settings } = await this.courses.byRevision(walk.revisionId);
      const { slot, leaveBy } = nextWindow(
        calendarOf(walk, settings),
        // After a flight west over the date line a later date may have its lesson already.
        { slot: row.slot, localDate: laterDate(row.localDate, walk.lastLocalDate) },
        now,
        settings.lateLimitHours,
      );
      moved.push({
        subscriberId: row.subscriberId,
        id: row.id,
        slot: slot.at,
        localDate: slot.localDate,
        leaveBy,
        // A slot counts as failed only if the mail server said 4xx in it: a stopped house fails nobody.
        failedSlots: row.failedSlots + (row.deferrals > 0 ? 1 : 0),
      });
    }
    return moved;
  }
}

function laterDate(a: LocalDate, b: LocalDate | null): LocalDate {
  return b !== null && b > a ? b : a;
}
