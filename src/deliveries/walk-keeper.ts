import type { EntityManager } from 'typeorm';
import type { LateDelivery, MovedDelivery, SettledDelivery } from './delivery.store.js';

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
  /** Where these late rows move to (rule 5). Rows it does not give back have no calendar any more. */
  abstract nextSlots(late: readonly LateDelivery[], now: Date, manager: EntityManager): Promise<MovedDelivery[]>;
}
