import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { againAfterDeadlock, inTransaction } from '../database/transaction.js';
import { HouseSettings } from '../settings/house-settings.js';
import type { SettledDelivery } from './delivery.store.js';
import { type HandOverRequest, HandOverStore, type Outcome } from './hand-over.store.js';
import { TurnStore } from './turn.store.js';
import { type ForeseenStep, WalkKeeper } from './walk-keeper.js';

/** An outcome, the enrollment it belongs to, if any, and what was foreseen of that. */
export type Finished = Outcome & {
  enrollmentId: string | null;
  repeatOf: string | null;
  foreseen: ForeseenStep | null;
};

/**
 * One turn of the dispatcher (rule 18): settles what is finished, lets the walks of those people go on, and marks what is
 * handed over next. A letter and its walk's step are always one transaction, so a crash finds no letter settled without its
 * next slot, nor the reverse. Acceptances go the short way with the marks; what is out of the ordinary goes the long way.
 */
@Injectable()
export class TurnService {
  constructor(
    private readonly db: DataSource,
    private readonly hands: HandOverStore,
    private readonly short: TurnStore,
    private readonly keeper: WalkKeeper,
    private readonly house: HouseSettings,
  ) {}

  /**
   * Gives the ids that may be handed over, and how many of `next`, from the first on, were looked at: no more than were settled and
   * `room`, so that never more letters are `sending` than before and `room` (rule 18). Throws when PostgreSQL is away: then nothing of
   * it happened, or a part of it, and whoever calls again with what was finished settles the rest.
   */
  async take(
    workerId: string,
    finished: readonly Finished[],
    next: readonly HandOverRequest[],
    room: number,
    now: Date,
  ): Promise<{ marked: Set<string>; considered: number }> {
    const [plain, others] = [finished.filter(isPlain), finished.filter((one) => !isPlain(one))];
    await this.settle(workerId, others, now);
    const accepted = plain.map(
      ({ subscriberId, id, attempts, replyCode, reply, enrollmentId, repeatOf, foreseen }) => ({
        ...{ subscriberId, id, attempts, replyCode, reply, enrollmentId },
        walk: enrollmentId !== null && repeatOf === null ? foreseen : null,
      }),
    );
    const freed = room + others.length;
    const { settled, marked, considered } = await againAfterDeadlock(() =>
      this.short.take(workerId, accepted, next, freed, now),
    );
    await this.settle(
      workerId,
      plain.filter((one) => !settled.has(one.id)),
      now,
    );
    return { marked, considered };
  }

  private async settle(workerId: string, finished: readonly Finished[], now: Date): Promise<void> {
    if (finished.length === 0) return;
    const holdDoubts = this.house.now.inDoubt === 'hold';
    await inTransaction(this.db, async (manager) => {
      await this.keeper.lock(enrollmentsOf(finished), manager);
      const settled = await this.hands.settle(workerId, finished, holdDoubts, now, manager);
      const refused = new Set(settled.filter((row) => row.state === 'refused').map((row) => row.id));
      await this.short.suppress(
        finished.filter((one) => refused.has(one.id)),
        now,
        manager,
      );
      await this.keeper.goOn(settled.filter(endsALetter), now, manager);
    });
  }

  /** Rows this worker has claimed but must not send, each with its reason; their walks look again. */
  async withdraw(
    workerId: string,
    rows: ReadonlyArray<{ subscriberId: string; id: string; enrollmentId: string | null; because: string }>,
    now: Date,
    butWanted = false,
  ): Promise<void> {
    if (rows.length === 0) return;
    await inTransaction(this.db, async (manager) => {
      await this.keeper.lock(enrollmentsOf(rows), manager);
      const gone = await this.hands.withdrawClaimed(workerId, rows, now, manager, butWanted);
      await this.keeper.goOn(gone, now, manager);
    });
  }

  /**
   * Rows that were not marked: the person may no longer receive them, so they are withdrawn; or their window has closed since they were
   * claimed (a clock was stepped), so they go back as they are, and move to the next slot like any other (rule 5); or their broadcast
   * rests, so they go back and wait for it.
   */
  async stop(
    workerId: string,
    rows: ReadonlyArray<Parameters<TurnService['withdraw']>[1][number] & { leaveBy: Date; broadcastId: string | null }>,
    now: Date,
  ): Promise<void> {
    const isLate = (row: { leaveBy: Date; broadcastId: string | null }) =>
      row.broadcastId === null && row.leaveBy <= now;
    const late = rows.filter(isLate);
    if (late.length > 0)
      await this.hands.putOff(
        workerId,
        late.map((row) => ({ ...row, dueAt: now })),
      );
    await this.withdraw(
      workerId,
      rows.filter((row) => !isLate(row)),
      now,
      true,
    );
    await this.hands.giveBackThese(
      workerId,
      rows.filter((row) => row.broadcastId !== null),
    );
  }

  /** After a failure in mid-turn nobody knows what was committed: everything of this worker that was never said aloud goes back. */
  async takeBack(workerId: string, neverHandedOver: readonly Outcome[], now: Date): Promise<void> {
    await inTransaction(this.db, async (manager) => {
      await this.hands.settle(workerId, neverHandedOver, false, now, manager);
      await this.hands.giveBack(workerId, manager);
    });
  }
}

function enrollmentsOf(rows: ReadonlyArray<{ subscriberId: string; enrollmentId: string | null }>) {
  return rows.flatMap((row) =>
    row.enrollmentId ? [{ subscriberId: row.subscriberId, enrollmentId: row.enrollmentId }] : [],
  );
}

/** An acceptance whose walk's next step was foreseen, if it has one. */
function isPlain({ state, enrollmentId, repeatOf, foreseen }: Finished): boolean {
  return state === 'accepted' && (enrollmentId === null || repeatOf !== null || foreseen !== null);
}

/** Whether a walk may go on after this: a doubt that will be resolved by itself still holds it. */
function endsALetter(row: SettledDelivery): boolean {
  return row.state !== 'planned' && (row.state !== 'in_doubt' || row.held);
}
