import type { EntityManager } from 'typeorm';
import type { SettledDelivery } from './delivery.store.js';
import type { LateDelivery, MovedDelivery } from './sweep.store.js';

/** A walk as it stood when its letter was composed, and the step it takes once that letter is accepted. JSON. */
export interface ForeseenStep {
  revisionId: string;
  zone: string;
  hour: number;
  weekdays: number;
  nextSlotAt: Date;
  waiting: boolean;
  lessonsHad: number;
}

/**
 * Port: what the ledger asks of the room that knows calendars. Filled by enrollments/walk-keeper.service.ts.
 * Both calls run inside the ledger's transaction.
 */
export abstract class WalkKeeper {
  /** Takes the enrollments of these rows before the rows themselves: everyone locks in this order, so nobody deadlocks. */
  abstract lock(
    enrollments: ReadonlyArray<{ subscriberId: string; enrollmentId: string }>,
    manager: EntityManager,
  ): Promise<void>;
  /** These letters are settled: gives each of their enrollments its next slot, or its end (rule 13). */
  abstract goOn(settled: readonly SettledDelivery[], now: Date, manager: EntityManager): Promise<void>;
  /**
   * What comes after these letters once they are accepted, by delivery id, as far as it can be said before: the turn that
   * settles them then needs no look at their walks. A guess that no longer holds is found out and costs nothing.
   */
  abstract foresee(
    rows: ReadonlyArray<{ id: string; subscriberId: string; enrollmentId: string | null; repeatOf: string | null }>,
    now: Date,
  ): Promise<Map<string, ForeseenStep>>;
  /** Where these late rows move to (rule 5). Rows it does not give back have no calendar any more. */
  abstract nextSlots(late: readonly LateDelivery[], now: Date, manager: EntityManager): Promise<MovedDelivery[]>;
}
