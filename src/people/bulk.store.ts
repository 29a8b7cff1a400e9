import { Injectable } from '@nestjs/common';
import { DataSource, EntityManager } from 'typeorm';
import type { Expression } from '../subscribers/segment.schema.js';
import type { BulkAct } from './bulk.schema.js';

export interface BulkRow {
  id: string;
  act: BulkAct;
  expression: Expression | null;
  chosen: string[] | null;
  undoes: string | null;
  state: 'running' | 'stopped' | 'finished' | 'failed';
  people: number;
  done: number;
  changed: number;
  reached: string | null;
  failure: string | null;
  startedAt: Date;
  startedBy: string;
  endedAt: Date | null;
}

const columns = `id, act, expression, chosen, undoes, state, people, done, changed, reached, failure, started_at as "startedAt",
  started_by as "startedBy", ended_at as "endedAt"`;

/** All SQL of work on many people, and the only writer of bulk_runs and bulk_changes. */
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

  /** Locked: its state is asked and changed by one at a time. */
  async take(id: string, manager: EntityManager): Promise<BulkRow | null> {
    const [row] = await manager.query<BulkRow[]>(`select ${columns} from bulk_runs where id = $1 for update`, [id]);
    return row ?? null;
  }

  /** A run that is finished keeps what it did, not the words written for it: those are kept with each person, and go with them. */
  async setState(
    id: string,
    state: BulkRow['state'],
    failure: string | null,
    endedAt: Date | null,
    manager: EntityManager = this.db.manager,
  ): Promise<void> {
    await manager.query(
      `update bulk_runs set state = $2, failure = $3, ended_at = $4,
         act = case when $2 = 'finished' then act - 'note' - 'consent' else act end
       where id = $1`,
      [id, state, failure, endedAt],
    );
  }

  /** After each person: how far it has come, and whether they were changed. One who was done before a crash is counted once more, and changed by nothing. */
  async reach(id: string, person: string, changed: boolean): Promise<void> {
    await this.db.query(
      `with marked as (
         insert into bulk_changes (subscriber_id, run_id)
         select s.id, $1 from subscribers s where $3 and s.id = $2 on conflict do nothing)
       update bulk_runs set done = done + 1, changed = changed + case when $3 then 1 else 0 end, reached = $2 where id = $1`,
      [id, person, changed],
    );
  }

  /** Whom a run has changed, newest first below one; served by bulk_changes_run. */
  async changedBy(runId: string, below: string | null, limit: number): Promise<string[]> {
    const rows = await this.db.query<Array<{ id: string }>>(
      `select subscriber_id as id from bulk_changes where run_id = $1 and subscriber_id < $2 order by subscriber_id desc limit $3`,
      [runId, below ?? '9223372036854775807', limit],
    );
    return rows.map((row) => row.id);
  }

  /** The open walk of somebody through a course: at most one, served by enrollments_one_open. */
  async openWalk(person: string, course: string): Promise<{ id: string; state: string } | null> {
    const [row] = await this.db.query<Array<{ id: string; state: string }>>(
      `select e.id, e.state from enrollments e join courses c on c.id = e.course_id
       where e.subscriber_id = $1 and c.slug = $2 and e.state in ('active', 'paused')`,
      [person, course],
    );
    return row ?? null;
  }
}
