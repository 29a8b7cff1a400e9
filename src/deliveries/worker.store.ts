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

  /** Says that this worker lives, also after others had given it up: from then on it may claim again, and is missed again. */
  async beat(workerId: string): Promise<void> {
    await this.db.query('update workers set beat_at = clock_timestamp(), stopped_at = null where id = $1', [workerId]);
  }

  /** Workers that have not said goodbye, newest first, and for how long each has been silent; few rows. */
  async running(): Promise<Array<{ id: string; host: string; pid: number; startedAt: Date; silentSeconds: number }>> {
    return this.db.query(
      `select id, host, pid, started_at as "startedAt",
              greatest(0, extract(epoch from clock_timestamp() - beat_at))::int as "silentSeconds"
       from workers where stopped_at is null order by id desc limit 50`,
    );
  }

  /** A clean goodbye; only a worker with nothing in hand may say it. */
  async stop(workerId: string): Promise<void> {
    await this.db.query('update workers set stopped_at = clock_timestamp() where id = $1', [workerId]);
  }

  /**
   * Workers that have not beaten for the lease and never said goodbye, or did and hold rows all the same, with the beat
   * that was seen. A beat that lies ahead was written before PostgreSQL's clock was stepped back. Served by deliveries_in_hand.
   */
  async silent(leaseSeconds: number, except: string): Promise<Array<{ id: string; beat: string }>> {
    return this.db.query(
      `select w.id, w.beat_at::text as beat from workers w
       where w.id <> $2 and w.beat_at not between clock_timestamp() - make_interval(secs => $1) and clock_timestamp()
         and (w.stopped_at is null
              or exists (select 1 from deliveries d where d.worker_id = w.id and d.state in ('claimed', 'sending')))`,
      [leaseSeconds, except],
    );
  }

  /** Of these, the ones that still show that very beat; locked, so that one sweeper takes a dead worker over. */
  async stillSilent(seen: ReadonlyArray<{ id: string; beat: string }>, manager: EntityManager): Promise<string[]> {
    const rows = await manager.query<Array<{ id: string }>>(
      `select w.id from workers w join unnest($1::bigint[], $2::timestamptz[]) as s(id, beat) on s.id = w.id and s.beat = w.beat_at
       order by w.id for update of w skip locked`,
      [seen.map((one) => one.id), seen.map((one) => one.beat)],
    );
    return rows.map((row) => row.id);
  }

  async bury(workerIds: readonly string[], manager: EntityManager): Promise<void> {
    await manager.query('update workers set stopped_at = clock_timestamp() where id = any($1)', [workerIds]);
  }
}
