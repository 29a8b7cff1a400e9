import { Injectable, Logger, type OnModuleInit } from '@nestjs/common';
import type { Admin } from '../accounts/admin.js';
import { JobQueue } from '../database/job-queue.js';
import { Clock } from '../schedule/clock.js';
import { SubscriberListReader } from '../subscribers/subscriber-list.reader.js';
import { BulkActsService } from './bulk-acts.service.js';
import { bulkJob } from './bulk.service.js';
import { type BulkRow, BulkStore } from './bulk.store.js';

/** People in one job: well within the minute after which a job is taken for lost. */
const peopleAJob = 500;

/**
 * Does work on many people in any worker process: some hundred at a job, then the next job. How far it has come is kept after
 * each person, and doing one twice changes nothing the second time, so a crash only costs the time.
 */
@Injectable()
export class BulkWorkerService implements OnModuleInit {
  private readonly log = new Logger('bulk');

  constructor(
    private readonly store: BulkStore,
    private readonly people: SubscriberListReader,
    private readonly acts: BulkActsService,
    private readonly queue: JobQueue,
    private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    this.queue.work<{ run: string }>(bulkJob, ({ run }) => this.work(run));
  }

  private async work(runId: string): Promise<void> {
    const run = await this.store.byId(runId);
    if (run?.state !== 'running') return;
    const people = await this.next(run);
    const admin = JSON.parse(run.startedBy) as Admin;
    try {
      for (const person of people) {
        const changed = await this.acts.one(run.act, person, admin, this.clock.now());
        await this.store.reach(run.id, person, changed);
        if ((await this.store.byId(run.id))?.state !== 'running') return;
      }
    } catch (error) {
      this.log.error(`run ${run.id} has failed: ${error instanceof Error ? error.message : String(error)}`);
      return this.store.setState(run.id, 'failed', 'It could not go on. Please try again.', this.clock.now());
    }
    if (people.length === peopleAJob) await this.queue.send(bulkJob, { run: run.id });
    else await this.store.setState(run.id, 'finished', null, this.clock.now());
  }

  /** Newest first below the last one done: who joins meanwhile is not drawn in. */
  private async next(run: BulkRow): Promise<string[]> {
    if (run.undoes !== null) return this.store.changedBy(run.undoes, run.reached, peopleAJob);
    if (run.expression !== null) return this.people.ids(run.expression, run.reached, peopleAJob);
    const below = run.reached === null ? null : BigInt(run.reached);
    return (run.chosen ?? [])
      .map(BigInt)
      .sort((a, b) => (a < b ? 1 : a > b ? -1 : 0))
      .filter((id) => below === null || id < below)
      .slice(0, peopleAJob)
      .map(String);
  }
}
