import { hostname } from 'node:os';
import { Injectable } from '@nestjs/common';
import { DataSource, EntityManager } from 'typeorm';

/**
 * Workers and their beats, in elapsed time: PostgreSQL's clock_timestamp(), the one clock that all machines share
 * (rule 1). A beat renews all of a worker's claims at once.
 */
@Injectable()
export class WorkerStore {
  constructor(private readonly db: DataSource) {}

  async register(): Promise<string> {
    const [row] = await this.db.query<Array<{ id: string }>>(
      'insert into workers (host, pid) values ($1, $2) returning id',
      [hostname(), process.pid],
    );
    if (!row) throw new Error('the worker could not be registered');
    return row.id;
  }

  async beat(workerId: string): Promise<void> {
    await this.db.query('update workers set beat_at = clock_timestamp() where id = $1', [workerId]);
  }

  /** A clean goodbye; only a worker with nothing in hand may say it. */
  async stop(workerId: string): Promise<void> {
    await this.db.query('update workers set stopped_at = clock_timestamp() where id = $1', [workerId]);
  }

  /**
   * Workers that have not beaten for the lease and still hold rows, or never said goodbye. Locked, so that one sweeper
   * takes a dead worker over and the others pass by.
   */
  async silent(leaseSeconds: number, except: string, manager: EntityManager): Promise<string[]> {
    const rows = await manager.query<Array<{ id: string }>>(
      `select id from workers
       where stopped_at is null and id <> $2 and beat_at < clock_timestamp() - make_interval(secs => $1)
       for update skip locked`,
      [leaseSeconds, except],
    );
    return rows.map((row) => row.id);
  }

  async bury(workerIds: readonly string[], manager: EntityManager): Promise<void> {
    await manager.query('update workers set stopped_at = clock_timestamp() where id = any($1)', [workerIds]);
  }
}
