import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Admin } from '../accounts/admin.js';
import { inTransaction } from '../database/transaction.js';
import { JobQueue } from '../database/job-queue.js';
import { HouseError } from '../house-error.js';
import { SubscriberListReader } from '../subscribers/subscriber-list.reader.js';
import { type BulkAct, type BulkBody, type BulkPeople, type BulkRun, toldAct } from './bulk.schema.js';
import { type BulkRow, BulkStore } from './bulk.store.js';

export const bulkJob = 'people-bulk';

const inverse: Partial<Record<BulkAct['do'], (act: BulkAct) => BulkAct>> = {
  tag: (act) => ({ ...act, do: 'untag' }) as BulkAct,
  untag: (act) => ({ ...act, do: 'tag' }) as BulkAct,
  pause: (act) => ({ ...act, do: 'resume' }) as BulkAct,
  resume: (act) => ({ ...act, do: 'pause' }) as BulkAct,
};

/** Work on many people: counted before, done by the job queue, stopped and gone on with, undone where that is possible. */
@Injectable()
export class BulkService {
  constructor(
    private readonly db: DataSource,
    private readonly store: BulkStore,
    private readonly people: SubscriberListReader,
    private readonly queue: JobQueue,
  ) {}

  async count(people: BulkPeople): Promise<{ people: number }> {
    return { people: 'ids' in people ? new Set(people.ids).size : await this.people.countAll(people.filter) };
  }

  async latest(now: Date): Promise<BulkRun[]> {
    return (await this.store.latest()).map((row) => shown(row, now));
  }

  async byId(id: string, now: Date): Promise<BulkRun> {
    return shown((await this.store.byId(id)) ?? notThere(), now);
  }

  /** The run and its job are there together, or not at all. */
  async start({ act, people }: BulkBody, admin: Admin, now: Date): Promise<BulkRun> {
    const { people: count } = await this.count(people);
    const which =
      'ids' in people
        ? { chosen: [...new Set(people.ids)], expression: null }
        : { chosen: null, expression: people.filter };
    return this.begin({ act, ...which, undoes: null, people: count, startedBy: JSON.stringify(whoOf(admin)) }, now);
  }

  /** Takes back what a run has changed, for those it has changed. Throws 'conflict' where that is not possible. */
  async undo(id: string, admin: Admin, now: Date): Promise<BulkRun> {
    const run = (await this.store.byId(id)) ?? notThere();
    const act = inverse[run.act.do]?.(run.act);
    if (!act || run.state === 'running') throw new HouseError('conflict', 'This cannot be undone, or not yet.');
    const which = { chosen: null, expression: null, undoes: id, people: run.changed };
    return this.begin({ act, ...which, startedBy: JSON.stringify(whoOf(admin)) }, now);
  }

  /** It ends after the person it is at. */
  stop(id: string, now: Date): Promise<BulkRun> {
    return this.turn(id, 'running', 'stopped', now);
  }

  resume(id: string, now: Date): Promise<BulkRun> {
    return inTransaction(this.db, async (manager) => {
      const run = (await this.store.take(id, manager)) ?? notThere();
      if (run.state !== 'stopped' && run.state !== 'failed') throw new HouseError('conflict', 'This is not stopped.');
      await this.store.setState(id, 'running', null, null, manager);
      await this.queue.send(bulkJob, { run: id }, { db: manager });
      return shown({ ...run, state: 'running', failure: null, endedAt: null }, now);
    });
  }

  private turn(id: string, from: BulkRow['state'], to: BulkRow['state'], now: Date): Promise<BulkRun> {
    return inTransaction(this.db, async (manager) => {
      const run = (await this.store.take(id, manager)) ?? notThere();
      if (run.state !== from) throw new HouseError('conflict', 'This has ended already.');
      await this.store.setState(id, to, null, now, manager);
      return shown({ ...run, state: to, endedAt: now }, now);
    });
  }

  private begin(run: Parameters<BulkStore['start']>[0], now: Date): Promise<BulkRun> {
    return inTransaction(this.db, async (manager) => {
      const row = await this.store.start(run, now, manager);
      await this.queue.send(bulkJob, { run: row.id }, { db: manager });
      return shown(row, now);
    });
  }
}

/** As much of an admin as a job needs to act in their name. */
export function whoOf({ id, actor, name, role }: Admin): Pick<Admin, 'id' | 'actor' | 'name' | 'role'> {
  return { id, actor, name, role };
}

const recentMs = 15 * 60_000;

function shown(row: BulkRow, now: Date): BulkRun {
  const { id, act, state, people, done, changed, failure } = row;
  const { name } = JSON.parse(row.startedBy) as { name: string };
  const undoable = state !== 'running' && changed > 0 && row.undoes === null && inverse[act.do] !== undefined;
  const recent = row.endedAt === null || now.getTime() - row.endedAt.getTime() < recentMs;
  const times = { startedAt: row.startedAt.toISOString(), endedAt: row.endedAt?.toISOString() ?? null };
  const told = toldAct.parse(act);
  return { id, act: told, state, people, done, changed, failure, startedBy: name, ...times, undoable, recent };
}

function notThere(): never {
  throw new HouseError('not-found', 'There is no such work.');
}
