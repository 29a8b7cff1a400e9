import { type BeforeApplicationShutdown, Injectable, Logger, type OnApplicationBootstrap } from '@nestjs/common';
import PgBoss from 'pg-boss';
import { DataSource, type EntityManager } from 'typeorm';
import { type JobHandler, type JobOptions, JobQueue } from './job-queue.js';
import { againAfterDeadlock } from './transaction.js';

/** Whether this process does jobs, or only sends them. */
export abstract class JobPace {
  abstract readonly works: boolean;
}

/** After a crash a job is taken up again once it has expired and maintenance has looked: a minute and a quarter at most. */
const expireInSeconds = 60;
const maintenanceSeconds = 15;
const attempts = 5;
const givenUpOf = (name: string) => `${name}-given-up`;

interface PgPool {
  query(text: string, values?: unknown[]): Promise<{ rows: unknown[] }>;
}

/**
 * pg-boss on the house's own connections (schema pgboss, made at first use, under its own lock). It works behind a
 * transaction-mode pooler: no LISTEN, no session locks. Measured on real time, as all elapsed time.
 */
@Injectable()
export class PgBossQueue extends JobQueue implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly log = new Logger('jobs');
  private readonly handlers = new Map<string, JobHandler<object>>();
  private readonly queues = new Map<string, Promise<void>>();
  private started: Promise<PgBoss> | null = null;

  constructor(
    private readonly dataSource: DataSource,
    private readonly pace: JobPace,
  ) {
    super();
  }

  async send<T extends object>(name: string, data: T, { db }: JobOptions = {}): Promise<string | null> {
    const boss = await this.boss();
    const deadLetter = givenUpOf(name);
    const isMinded = this.handlers.has(deadLetter);
    if (isMinded) await this.queue(boss, deadLetter);
    await this.queue(boss, name);
    return boss.send(name, data, {
      retryLimit: attempts,
      retryDelay: 5,
      retryBackoff: true,
      expireInSeconds,
      ...(isMinded ? { deadLetter } : {}),
      ...(db ? { db: within(db) } : {}),
    });
  }

  work<T extends object>(name: string, handler: JobHandler<T>, givenUp?: JobHandler<T>): void {
    // Data comes back as it was sent under this name.
    this.handlers.set(name, handler as JobHandler<object>);
    if (givenUp) this.handlers.set(givenUpOf(name), givenUp as JobHandler<object>);
  }

  async onApplicationBootstrap(): Promise<void> {
    if (!this.pace.works || this.handlers.size === 0) return;
    const boss = await this.boss();
    for (const [name, handler] of this.handlers) {
      await this.queue(boss, name);
      await boss.work<object>(name, { pollingIntervalSeconds: 1, batchSize: 1 }, async (jobs) => {
        for (const job of jobs) await handler(job.data);
      });
    }
  }

  /** Does every job that is due, one after the other, in this process; gives how many. A failure counts as an attempt and is thrown. */
  async drain(): Promise<number> {
    const boss = await this.boss();
    let done = 0;
    for (let found = true; found;) {
      found = false;
      for (const [name, handler] of this.handlers) {
        await this.queue(boss, name);
        for (const job of await boss.fetch<object>(name)) {
          try {
            await handler(job.data);
          } catch (error) {
            await boss.fail(name, job.id, { message: String(error) });
            throw error;
          }
          await boss.complete(name, job.id);
          done += 1;
          found = true;
        }
      }
    }
    return done;
  }

  /** Jobs under way get ten seconds; what is not done by then is done again by another process. */
  async beforeApplicationShutdown(): Promise<void> {
    const boss = await this.started?.catch(() => null);
    await boss?.stop({ graceful: true, wait: true, close: false, timeout: 10_000 });
  }

  private boss(): Promise<PgBoss> {
    this.started ??= this.start().catch((error: unknown) => {
      this.started = null; // the database may be back at the next call
      throw error;
    });
    return this.started;
  }

  private async start(): Promise<PgBoss> {
    // TypeORM does not say so in its types: the postgres driver's `master` is the pool.
    const { master } = this.dataSource.driver as unknown as { master: PgPool };
    const boss = new PgBoss({
      db: { executeSql: (text, values) => master.query(text, values) },
      supervise: this.pace.works,
      schedule: false,
      maintenanceIntervalSeconds: maintenanceSeconds,
    });
    boss.on('error', (error) => this.log.warn(`jobs wait: ${error.message}`));
    return boss.start();
  }

  private queue(boss: PgBoss, name: string): Promise<void> {
    const known = this.queues.get(name);
    if (known) return known;
    // Processes that start together make the queue together, and pg-boss lets them lock each other out.
    const made = againAfterDeadlock(() => boss.createQueue(name, { name, policy: 'standard' }));
    this.queues.set(name, made);
    made.catch(() => this.queues.delete(name)); // the database may be back at the next call
    return made;
  }
}

/** pg-boss's own statements inside our transaction. */
function within(db: EntityManager): PgBoss.Db {
  return {
    executeSql: async (text, values) => {
      if (!db.queryRunner) throw new Error('this entity manager is not in a transaction');
      const result = await db.queryRunner.query(text, values, true);
      return { rows: (result.records ?? []) as unknown[] };
    },
  };
}
