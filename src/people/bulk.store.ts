import { Injectable } from '@nestjs/common';
import { DataSource, EntityManager } from 'typeorm';
import type { Expression } from '../subscribers/expression.schema.js';
import type { BulkAct } from './bulk.schema.js';

export interface BulkRow {
  id: string;
  act: BulkAct;
  expression: Expression | null;
  chosen: string[] | null;
  undoes: string | null;
  /** Another run takes back, or took back, what this one changed. */
  undone: boolean;
  state: 'running' | 'stopped' | 'finished' | 'failed';
  people: number;
  done: number;
  changed: number;
  aside: number;
  reached: string | null;
  failure: string | null;
  startedAt: Date;
  /** JSON: actor and name of whoever it is done in the name of. */
  startedBy: string;
  endedAt: Date | null;
}

export interface AsideRow {
  runId: string;
  subscriberId: string;
  firstName: string | null;
  because: string;
}

/** In whose name a run goes on: 'admin:ID' or 'key:ID', and what they are called. */
export function starterOf({ startedBy }: Pick<BulkRow, 'startedBy'>): { actor: string; name: string } {
  return JSON.parse(startedBy) as { actor: string; name: string };
}

const columns = `id, act, expression, chosen, undoes,
  exists (select 1 from bulk_runs u where u.undoes = bulk_runs.id) as undone, state, people, done, changed, aside, reached, failure, started_at as "startedAt",
  started_by as "startedBy", ended_at as "endedAt"`;

/** All SQL of work on many people, and the only writer of bulk_runs, bulk_changes and bulk_asides. */
@Injectable()
export class BulkStore {
  constructor(private readonly db: DataSource) {}

  async start(
    run: Pick<BulkRow, 'act' | 'expression' | 'chosen' | 'undoes' | 'people' | 'startedBy'>,
    now: Date,
    manager: EntityManager,
  ): Promise<BulkRow> {
    const [row] = await manager.query<BulkRow[]>(
      `insert into bulk_runs (act, expression, chosen, undoes, state, people, started_at, started_by)
       values ($1, $2, $3::bigint[], $4, 'running', $5, $6, $7) returning ${columns}`,
      [
        JSON.stringify(run.act),
        run.expression === null ? null : JSON.stringify(run.expression),
        run.chosen,
        run.undoes,
        run.people,
        now,
        run.startedBy,
      ],
    );
    if (!row) throw new Error('a run was not written');
    return row;
  }

  /** The latest twenty, newest first; by the key. */
  latest(): Promise<BulkRow[]> {
    return this.db.query<BulkRow[]>(`select ${columns} from bulk_runs order by id desc limit 20`);
  }

  async byId(id: string, manager: EntityManager = this.db.manager): Promise<BulkRow | null> {
    const [row] = await manager.query<BulkRow[]>(`select ${columns} from bulk_runs where id = $1`, [id]);
    return row ?? null;
  }

  /** Locked: what is asked of it and changed is one's at a time. Whether it is undone is served by bulk_runs_undoes. */
  async take(id: string, manager: EntityManager): Promise<BulkRow | null> {
    const [row] = await manager.query<BulkRow[]>(`select ${columns} from bulk_runs where id = $1 for update`, [id]);
    return row ?? null;
  }

  /** Ends a run that goes on; false: it has ended before. What it did is kept; the words written for it go (rule 33). */
  async end(
    id: string,
    state: Exclude<BulkRow['state'], 'running'>,
    failure: string | null,
    now: Date,
    manager: EntityManager = this.db.manager,
  ): Promise<boolean> {
    const [, ended] = await manager.query<[unknown[], number]>(
      `update bulk_runs set state = $2, failure = $3, ended_at = $4, act = act - 'note' - 'consent'
       where id = $1 and state = 'running'`,
      [id, state, failure, now],
    );
    return ended === 1;
  }

  /** Lets one that has ended go on, in the name of whoever says so. */
  async goOn(id: string, act: BulkAct, startedBy: string, manager: EntityManager): Promise<void> {
    await manager.query(
      `update bulk_runs set state = 'running', failure = null, ended_at = null, act = $2, started_by = $3 where id = $1`,
      [id, JSON.stringify(act), startedBy],
    );
  }

  /** Comes to the next person, for whom the run's row is held; false: it has ended, or another worker has been here. */
  async reach(id: string, person: string, manager: EntityManager): Promise<boolean> {
    const [, reached] = await manager.query<[unknown[], number]>(
      `update bulk_runs set done = done + 1, reached = $2
       where id = $1 and state = 'running' and (reached is null or reached > $2)`,
      [id, person],
    );
    return reached === 1;
  }

  /** In the transaction of the change itself. Who is erased by it has nothing to be noted to. */
  async noteChange(id: string, person: string, manager: EntityManager): Promise<void> {
    await manager.query(
      `with noted as (
         insert into bulk_changes (subscriber_id, run_id)
         select s.id, $1 from subscribers s where s.id = $2 on conflict do nothing)
       update bulk_runs set changed = changed + 1 where id = $1`,
      [id, person],
    );
  }

  /** Who has been erased meanwhile is not noted. */
  async setAside(id: string, person: string, because: string, manager: EntityManager): Promise<void> {
    await manager.query(
      `with noted as (
         insert into bulk_asides (subscriber_id, run_id, because)
         select s.id, $1, $3 from subscribers s where s.id = $2
         on conflict (subscriber_id, run_id) do update set because = excluded.because returning 1)
       update bulk_runs set aside = aside + (select count(*) from noted) where id = $1`,
      [id, person, because],
    );
  }

  /** The latest few that each of these runs has set aside; served by bulk_asides_run. */
  setAsideBy(runIds: readonly string[], limit: number): Promise<AsideRow[]> {
    return this.db.query<AsideRow[]>(
      `select r.id as "runId", a.subscriber_id as "subscriberId", s.first_name as "firstName", a.because
       from unnest($1::bigint[]) as r(id)
       cross join lateral (select * from bulk_asides x where x.run_id = r.id order by x.subscriber_id limit $2) a
       join subscribers s on s.id = a.subscriber_id order by r.id, a.subscriber_id`,
      [runIds, limit],
    );
  }

  /**
   * Lets go what runs that ended before then have noted, unless somebody is undoing it; gives how many notes, at most `limit`.
   * Runs are few; their notes are found by bulk_changes_run and bulk_asides_run. Two workers at once share the work.
   */
  async prune(table: 'bulk_changes' | 'bulk_asides', before: Date, limit: number): Promise<number> {
    const [, gone] = await this.db.query<[unknown[], number]>(
      `delete from ${table} where (subscriber_id, run_id) in (
         select c.subscriber_id, c.run_id from bulk_runs r join ${table} c on c.run_id = r.id
         where r.ended_at < $1 and not exists (
           select 1 from bulk_runs u where u.undoes = r.id and (u.ended_at is null or u.ended_at >= $1))
         limit $2 for update of c skip locked)`,
      [before, limit],
    );
    return gone;
  }

  /** Whom a run has changed, newest first below one; served by bulk_changes_run. */
  async changedBy(runId: string, below: string | null, limit: number): Promise<string[]> {
    const rows = await this.db.query<Array<{ id: string }>>(
      `select subscriber_id as id from bulk_changes where run_id = $1 and subscriber_id < $2 order by subscriber_id desc limit $3`,
      [runId, below ?? '9223372036854775807', limit],
    );
    return rows.map((row) => row.id);
  }

  /** The open walk of somebody through a course, also named by a former address: at most one, served by enrollments_one_open. */
  async openWalk(person: string, course: string): Promise<{ id: string; state: string } | null> {
    const [row] = await this.db.query<Array<{ id: string; state: string }>>(
      `select e.id, e.state from enrollments e
       where e.subscriber_id = $1 and e.state in ('active', 'paused') and e.course_id = (
         select id from courses where slug = $2 union all select course_id from course_aliases where slug = $2)`,
      [person, course],
    );
    return row ?? null;
  }
}
