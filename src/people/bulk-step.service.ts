import { Injectable, Logger } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { AdminReader } from '../accounts/admin.reader.js';
import { may } from '../accounts/admin.js';
import { inTransaction, joined } from '../database/transaction.js';
import { HouseError, type HouseErrorCode } from '../house-error.js';
import { isDatabaseAway } from '../http/database-away.js';
import { BulkActsService } from './bulk-acts.service.js';
import { permissionFor } from './bulk.schema.js';
import { type BulkRow, BulkStore, starterOf } from './bulk.store.js';

/** done: whatever came of it · broken: set aside, and nobody expected that · over: the run has ended, or is another worker's. */
export type BulkStep = 'done' | 'broken' | 'over';

/** Codes of a "no" that is about this one person: they left, are suppressed, are gone. */
const aboutThem: ReadonlySet<string> = new Set<HouseErrorCode>(['conflict', 'not-found', 'gone']);

/** One person of a run: the act, that it was done, and where the run stands now, in one transaction. */
@Injectable()
export class BulkStepService {
  private readonly log = new Logger('bulk');

  constructor(
    private readonly db: DataSource,
    private readonly store: BulkStore,
    private readonly acts: BulkActsService,
    private readonly admins: AdminReader,
  ) {}

  /**
   * Done in the name of whoever began the run, as long as they may: otherwise the run stops here. With whom it cannot be done
   * is set aside with the reason. Throws only where the database is away, and has then changed nothing.
   */
  async one(run: BulkRow, person: string, now: Date): Promise<BulkStep> {
    const admin = await this.admins.now(starterOf(run).actor);
    if (!admin || !may(admin, permissionFor(run.act))) {
      await this.store.end(run.id, 'stopped', 'Whoever began this may not do this any more.', now);
      return 'over';
    }
    try {
      return await this.reaching(run, person, async (manager) => {
        const changed = await joined(manager, () => this.acts.one(run.act, person, admin, now));
        if (changed) await this.store.noteChange(run.id, person, manager);
      });
    } catch (error) {
      if (isDatabaseAway(error)) throw error;
      return this.setAside(run, person, error);
    }
  }

  private async setAside(run: BulkRow, person: string, error: unknown): Promise<BulkStep> {
    const foreseen = error instanceof HouseError && aboutThem.has(error.code);
    if (!foreseen) this.log.error(`run ${run.id}, subscriber ${person}: ${String(error)}`);
    const because =
      error instanceof HouseError ? error.message : 'Something went wrong here with this person. The log says what.';
    const step = await this.reaching(run, person, (manager) => this.store.setAside(run.id, person, because, manager));
    return step === 'done' && !foreseen ? 'broken' : step;
  }

  /** The run's row first: so two workers with one run take turns, and who presses Stop waits for this person at most. */
  private reaching(
    run: BulkRow,
    person: string,
    work: (manager: EntityManager) => Promise<void>,
  ): Promise<'done' | 'over'> {
    return inTransaction(this.db, async (manager) => {
      if (!(await this.store.reach(run.id, person, manager))) return 'over';
      await work(manager);
      return 'done';
    });
  }
}
