import { performance } from 'node:perf_hooks';
import { Injectable, Logger } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Config } from '../config/config.js';
import { inTransaction } from '../database/transaction.js';
import { HouseSettings } from '../settings/house-settings.js';
import { SweepStore } from './sweep.store.js';
import { noteEvent } from './sending-events.js';
import { WalkKeeper } from './walk-keeper.js';
import { WorkerStore } from './worker.store.js';

const batch = 500;

/** How long a silent worker is waited for, and what becomes of what it was sending. */
@Injectable()
export class SweepPolicy {
  readonly leaseSeconds: number;

  constructor(
    config: Config,
    private readonly house: HouseSettings,
  ) {
    this.leaseSeconds = config.settings.LEASE_SECONDS;
  }

  get holdDoubts(): boolean {
    return this.house.now.inDoubt === 'hold';
  }
}

/**
 * Keeps the ledger honest: takes rows out of dead workers' hands, sends doubtful letters once more, and moves letters
 * that missed their window to the next slot. Safe on any number of processes: each row is swept by one of them.
 */
@Injectable()
export class SweepService {
  private readonly log = new Logger('sweep');
  /** Silent workers: the beat seen, and since when this process has been watching it, in its own elapsed milliseconds. */
  private watched = new Map<string, { beat: string; since: number }>();

  constructor(
    private readonly db: DataSource,
    private readonly rows: SweepStore,
    private readonly workers: WorkerStore,
    private readonly keeper: WalkKeeper,
    private readonly policy: SweepPolicy,
  ) {}

  async sweep(workerId: string, now: Date): Promise<void> {
    await this.abandonSilent(workerId, now);
    await this.rows.resendDoubtful(now);
    await this.moveLate(now);
  }

  /** PostgreSQL was away: everyone's beats failed, so nobody is dead before a full lease has passed again (rule 20). */
  databaseWasAway(): void {
    this.watched.clear();
  }

  /**
   * A worker is dead when this process has itself watched it show the same beat for a whole lease: after a suspend, a
   * frozen PostgreSQL or a clock that jumped, the beats look old although everybody lives.
   */
  private async abandonSilent(workerId: string, now: Date): Promise<void> {
    const lease = this.policy.leaseSeconds;
    const silent = await this.workers.silent(lease, workerId);
    const watched = this.watched;
    this.watched = new Map(
      silent.map(({ id, beat }) => {
        const before = watched.get(id);
        return [id, before?.beat === beat ? before : { beat, since: performance.now() }];
      }),
    );
    const gone = silent.filter(
      ({ id }) => performance.now() - (this.watched.get(id)?.since ?? Infinity) >= lease * 1_000,
    );
    if (gone.length === 0) return;
    await inTransaction(this.db, async (manager) => {
      const dead = await this.workers.stillSilent(gone, manager);
      if (dead.length === 0) return;
      await this.keeper.lock(await this.rows.enrollmentsInHand(dead, manager), manager);
      const doubtful = await this.rows.abandon(dead, this.policy.holdDoubts, now, manager);
      await this.workers.bury(dead, manager);
      await this.keeper.goOn(
        doubtful.filter((row) => row.held),
        now,
        manager,
      );
      for (const { id } of doubtful) noteEvent(this.log, 'in-doubt', `delivery ${id} is in doubt: its worker was lost`);
      for (const id of dead) noteEvent(this.log, 'worker-buried', `worker ${id} is silent: its letters are free again`);
    });
  }

  private async moveLate(now: Date): Promise<void> {
    if (!(await this.rows.anyLate(now))) return;
    for (;;) {
      const taken = await inTransaction(this.db, async (manager) => {
        const late = await this.rows.takeLate(batch, now, manager);
        const moved = await this.keeper.nextSlots(late, now, manager);
        await this.rows.moveToSlot(moved, manager);
        const movedIds = new Set(moved.map((row) => row.id));
        await this.rows.giveUpLate(
          late.filter((row) => !movedIds.has(row.id)),
          now,
          manager,
        );
        return late.length;
      });
      if (taken < batch) return;
    }
  }
}
