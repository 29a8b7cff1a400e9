import { Injectable, type OnModuleInit } from '@nestjs/common';
import { JobQueue } from '../database/job-queue.js';
import { Clock } from '../schedule/clock.js';
import { SubscriberListReader } from '../subscribers/subscriber-list.reader.js';
import { BulkStepService } from './bulk-step.service.js';
import { bulkJob } from './bulk.service.js';
import { type BulkRow, BulkStore } from './bulk.store.js';

/** People in one job: well within the minute after which a job is taken for lost. */
const peopleAJob = 500;
/** One with whom it cannot be done is set aside. That many in a row, and it is not them. */
const brokenAtMost = 20;

/**
 * Does work on many people in any worker process: some hundred at a job, then the next job. How far it has come is kept with
 * each person, in the transaction of their change: a crash only costs the time, and of two workers with one run each person has one.
 */
@Injectable()
export class BulkWorkerService implements OnModuleInit {
  constructor(
    private readonly store: BulkStore,
    private readonly people: SubscriberListReader,
    private readonly steps: BulkStepService,
    private readonly queue: JobQueue,
    private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    this.queue.work<{ run: string }>(
      bulkJob,
      ({ run }) => this.work(run),
      ({ run }) => this.giveUp(run),
    );
  }

  private async work(runId: string): Promise<void> {
    const run = await this.store.byId(runId);
    if (run?.state !== 'running') return;
    const people = await this.next(run);
    let broken = 0;
    for (const person of people) {
      const step = await this.steps.one(run, person, this.clock.now());
      if (step === 'over') return;
      broken = step === 'broken' ? broken + 1 : 0;
      if (broken === brokenAtMost) return this.fail(run);
    }
    if (people.length === peopleAJob) await this.queue.send(bulkJob, { run: run.id });
    else await this.store.end(run.id, 'finished', null, this.clock.now());
  }

  private async fail(run: BulkRow): Promise<void> {
    const words = `It failed with ${brokenAtMost} in a row. When the reason is mended, it can go on with the others.`;
    await this.store.end(run.id, 'failed', words, this.clock.now());
  }

  /** Its job was tried again and again, and the database or the worker went away each time. */
  private async giveUp(runId: string): Promise<void> {
    const words = 'It broke off again and again. When the reason is mended, it can go on where it was.';
    await this.store.end(runId, 'stopped', words, this.clock.now());
  }

  /** Newest first below the last one done: who joins meanwhile is not drawn in. */
  private async next(run: BulkRow): Promise<string[]> {
    if (run.undoes !== null) return this.store.changedBy(run.undoes, run.reached, peopleAJob);
    if (run.expression !== null) return this.people.ids(run.expression, run.reached, peopleAJob, this.clock.now());
    const below = run.reached === null ? null : BigInt(run.reached);
    return (run.chosen ?? [])
      .map(BigInt)
      .sort((a, b) => (a < b ? 1 : a > b ? -1 : 0))
      .filter((id) => below === null || id < below)
      .slice(0, peopleAJob)
      .map(String);
  }
}
