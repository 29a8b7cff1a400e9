import { Injectable, type OnModuleInit } from '@nestjs/common';
import { DataSource, EntityManager } from 'typeorm';
import { JobQueue } from '../database/job-queue.js';
import { inTransaction } from '../database/transaction.js';
import { Clock } from '../schedule/clock.js';
import { compileAudience } from './audience-sql.js';
import { type Broadcast, BroadcastStore } from './broadcast.store.js';
import { timesIn } from './due-times.js';
import { PlanningStore, type Slice } from './planning.store.js';
import { SendingCheckService } from './sending-check.service.js';
import { type BroadcastJob, planJob, withdrawJob } from './sending-start.service.js';
import { SendingStore } from './sending.store.js';

const sliceSize = 2_000;
/** Slices, or batches, in one job: well within the minute after which a job is taken for lost. */
const slicesAJob = 50;
/** A broadcast's letter has no window: it waits for its broadcast, however long that is paused. */
const keptMs = 10 * 365 * 86_400_000;

/** What planning and withdrawing write. */
@Injectable()
export class PlanningGround {
  constructor(
    readonly broadcasts: BroadcastStore,
    readonly sending: SendingStore,
    readonly letters: PlanningStore,
    readonly checks: SendingCheckService,
  ) {}
}

/**
 * Puts a broadcast's letters into the ledger, slice after slice by id, while the first ones leave; and takes back what is planned of a
 * stopped one. How far it has come stands in the broadcast's row, moved in the slice's own transaction: a kill repeats nobody and
 * loses nobody, two workers take turns.
 */
@Injectable()
export class BroadcastPlanningService implements OnModuleInit {
  constructor(
    private readonly db: DataSource,
    private readonly ground: PlanningGround,
    private readonly queue: JobQueue,
    private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    this.queue.work<BroadcastJob>(planJob, (job) => this.some(planJob, job, (db) => this.planSlice(job.broadcast, db)));
    this.queue.work<BroadcastJob>(withdrawJob, (job) =>
      this.some(withdrawJob, job, (db) => this.withdrawSome(job.broadcast, db)),
    );
  }

  /** Slice after slice, each in a transaction of its own; then the next job goes on. */
  private async some(name: string, job: BroadcastJob, step: (db: EntityManager) => Promise<boolean>): Promise<void> {
    for (let slice = 0; slice < slicesAJob; slice++) if (!(await inTransaction(this.db, step))) return;
    await this.queue.send(name, job);
  }

  /** One slice; gives whether there may be another. */
  async planSlice(id: string, db: EntityManager): Promise<boolean> {
    const now = this.clock.now();
    const one = await this.ground.broadcasts.take(id, db);
    if (!one || !['sending', 'paused'].includes(one.state) || one.plannedAt !== null) return false;
    const slice = await this.ground.letters.nextSlice(one.plannedUpTo, one.lastId ?? '0', sliceSize, db);
    const rows = slice === null ? 0 : await this.plan(one, slice, now, db);
    const upTo = slice?.upTo ?? one.plannedUpTo;
    await this.ground.sending.advance(id, { upTo, rows, done: slice === null }, now, db);
    if (rows > 0) await db.query(`select pg_notify('coursepost_due', '')`);
    return slice !== null;
  }

  private async plan(one: Broadcast, slice: Slice, now: Date, db: EntityManager): Promise<number> {
    const startedAt = one.startedAt ?? now;
    const since = one.startsAt ?? startedAt;
    const { home } = this.ground.checks;
    const zones = await this.ground.letters.zonesIn(slice, home, db);
    const times = zones.map((zone) => {
      const at = timesIn(zone, one.plan, since);
      return { ...at, leaveBy: new Date(at.dueAt.getTime() + keptMs) };
    });
    const audience = compileAudience(one.audience, one.chosen ?? [], { consentedBy: startedAt, now: startedAt });
    const courseId = one.audience.to.kind === 'course' ? one.audience.to.course : null;
    return this.ground.letters.plan(slice, { id: one.id, courseId, home }, audience, times, now, db);
  }

  /** Some letters of a stopped broadcast; gives whether there may be more. What a worker has claimed comes back first, and is withdrawn later. */
  private async withdrawSome(id: string, db: EntityManager): Promise<boolean> {
    const now = this.clock.now();
    const one = await this.ground.broadcasts.take(id, db);
    if (one?.state !== 'stopped') return false;
    const count = await this.ground.letters.withdraw(id, 'the issue was stopped', sliceSize, now, db);
    await this.ground.sending.clear(id, count === 0 && !(await this.ground.sending.isOpen(id, db)), now, db);
    return count > 0;
  }
}
