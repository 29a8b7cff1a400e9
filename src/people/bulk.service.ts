import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { type Admin, may } from '../accounts/admin.js';
import { AuditStore } from '../audit/audit.store.js';
import { inTransaction } from '../database/transaction.js';
import { JobQueue } from '../database/job-queue.js';
import { HouseError } from '../house-error.js';
import { maskAddressesIn } from '../mail/address.js';
import { SubscriberListReader } from '../subscribers/subscriber-list.reader.js';
import {
  bulkAct,
  type BulkAct,
  type BulkBody,
  type BulkPeople,
  type BulkResumeBody,
  type BulkRun,
  permissionFor,
  toldAct,
} from './bulk.schema.js';
import { type BulkRow, BulkStore, starterOf } from './bulk.store.js';

export const bulkJob = 'people-bulk';

const dayMs = 24 * 3_600_000;
const undoableMs = 7 * dayMs;
const recentMs = 15 * 60_000;
const brokenOffMs = dayMs;
const asidesShown = 20;
const prunedAtOnce = 5_000;

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
    private readonly audit: AuditStore,
  ) {}

  async count(people: BulkPeople, now: Date): Promise<{ people: number }> {
    return { people: 'ids' in people ? new Set(people.ids).size : await this.people.countAll(people.filter, now) };
  }

  async latest(now: Date): Promise<BulkRun[]> {
    return this.shown(await this.store.latest(), now);
  }

  async byId(id: string, now: Date): Promise<BulkRun> {
    return this.one((await this.store.byId(id)) ?? notThere(), now);
  }

  /** The run and its job are there together, or not at all. */
  async start({ act, people }: BulkBody, admin: Admin, now: Date): Promise<BulkRun> {
    mustAllow(admin, act);
    const { people: count } = await this.count(people, now);
    const which =
      'ids' in people
        ? { chosen: [...new Set(people.ids)], expression: null }
        : { chosen: null, expression: people.filter };
    const run = { act, ...which, undoes: null, people: count, startedBy: nameOf(admin) };
    return this.one(
      await inTransaction(this.db, (manager) => this.begin(run, 'bulk.started', admin, now, manager)),
      now,
    );
  }

  /** Takes back what a run has changed, for those it has changed. Throws 'conflict' where that is not possible. */
  async undo(id: string, admin: Admin, now: Date): Promise<BulkRun> {
    const undoing = await inTransaction(this.db, async (manager) => {
      const run = (await this.store.take(id, manager)) ?? notThere();
      const act = inverse[run.act.do]?.(run.act);
      if (!act || run.endedAt === null) throw new HouseError('conflict', 'This cannot be undone, or not yet.');
      if (run.undone) throw new HouseError('conflict', 'This is undone already, or is being undone.');
      if (!isUndoable(run, now))
        throw new HouseError('conflict', 'This can no longer be undone: it was over a week ago.');
      const which = { chosen: null, expression: null, undoes: id, people: run.changed };
      return this.begin({ act, ...which, startedBy: nameOf(admin) }, 'bulk.undone', admin, now, manager);
    });
    return this.one(undoing, now);
  }

  /** It ends after the person it is at. */
  async stop(id: string, admin: Admin, now: Date): Promise<BulkRun> {
    await inTransaction(this.db, async (manager) => {
      if (!(await this.store.end(id, 'stopped', null, now, manager)))
        throw new HouseError('conflict', 'This has ended already.');
      const run = (await this.store.byId(id, manager)) ?? notThere();
      await this.note(run, 'bulk.stopped', admin, now, manager);
    });
    return this.byId(id, now);
  }

  /** Goes on behind the last person done, in the name of whoever says so. Throws 'invalid' where the act needs words again. */
  async resume(id: string, { words }: BulkResumeBody, admin: Admin, now: Date): Promise<BulkRun> {
    await inTransaction(this.db, async (manager) => {
      const run = (await this.store.take(id, manager)) ?? notThere();
      if (run.state !== 'stopped' && run.state !== 'failed') throw new HouseError('conflict', 'This is not stopped.');
      mustAllow(admin, run.act);
      await this.store.goOn(id, withWords(run.act, words), nameOf(admin), manager);
      await this.queue.send(bulkJob, { run: id }, { db: manager });
      await this.note(run, 'bulk.resumed', admin, now, manager);
    });
    return this.byId(id, now);
  }

  /** Lets go what is too old to be undone, and who was set aside then. */
  async prune(now: Date): Promise<void> {
    const before = new Date(now.getTime() - undoableMs);
    for (const table of ['bulk_changes', 'bulk_asides'] as const)
      for (let gone = prunedAtOnce; gone === prunedAtOnce;) gone = await this.store.prune(table, before, prunedAtOnce);
  }

  private async begin(
    run: Parameters<BulkStore['start']>[0],
    action: string,
    admin: Admin,
    now: Date,
    manager: EntityManager,
  ): Promise<BulkRow> {
    const begun = await this.store.start(run, now, manager);
    await this.queue.send(bulkJob, { run: begun.id }, { db: manager });
    await this.note(begun, action, admin, now, manager);
    return begun;
  }

  /** What the run is, without the words that were written for it (rule 33); each person's own line comes with their change. */
  private async note(run: BulkRow, action: string, admin: Admin, now: Date, manager: EntityManager): Promise<void> {
    const { do: act, tag, course } = toldAct.parse(run.act);
    const after = {
      act,
      ...(tag === undefined ? {} : { tag }),
      ...(course === undefined ? {} : { course }),
      ...{ people: run.people, done: run.done, changed: run.changed },
      ...(run.undoes === null ? {} : { undoes: run.undoes }),
    };
    await this.audit.record(manager, {
      ...{ at: now, actor: admin.actor, action, subjectKind: 'bulk run', subjectId: run.id, after },
    });
  }

  private async one(row: BulkRow, now: Date): Promise<BulkRun> {
    const [run] = await this.shown([row], now);
    return run ?? notThere();
  }

  private async shown(rows: readonly BulkRow[], now: Date): Promise<BulkRun[]> {
    const asides = await this.store.setAsideBy(
      rows.filter(({ aside }) => aside > 0).map(({ id }) => id),
      asidesShown,
    );
    return rows.map((row) => ({
      ...{ id: row.id, act: toldAct.parse(row.act), state: row.state, people: row.people, done: row.done },
      ...{ changed: row.changed, aside: row.aside, failure: row.failure },
      setAside: asides
        .filter(({ runId }) => runId === row.id)
        .map(({ subscriberId, firstName, because }) => ({
          subscriberId,
          // Somebody may have given their address as their name, and everybody sees this.
          firstName: firstName === null ? null : maskAddressesIn(firstName),
          because,
        })),
      startedAt: row.startedAt.toISOString(),
      startedBy: starterOf(row).name,
      endedAt: row.endedAt?.toISOString() ?? null,
      undoable: isUndoable(row, now),
      recent: isRecent(row, now),
    }));
  }
}

/** Without an act of one of them it is not begun, as it would not be for one person. */
function mustAllow(admin: Admin, act: BulkAct): void {
  if (!may(admin, permissionFor(act)))
    throw new HouseError('forbidden', 'Your role does not allow this. An owner of this house can change your role.');
}

function nameOf({ actor, name }: Admin): string {
  return JSON.stringify({ actor, name });
}

/** Throws 'invalid' on `words` where the act needs some and these will not do. */
function withWords(act: BulkAct, words: string | undefined): BulkAct {
  const said = act.do === 'enroll' ? { consent: words ?? '' } : act.do === 'suppress' ? { note: words ?? '' } : {};
  const reading = bulkAct.safeParse({ ...act, ...said });
  if (reading.success) return reading.data;
  const problem = reading.error.issues[0]?.message ?? 'Please say it once more.';
  throw new HouseError('invalid', problem, { fields: { words: problem } });
}

function isUndoable(run: BulkRow, now: Date): boolean {
  const isYoung = run.endedAt !== null && now.getTime() - run.endedAt.getTime() < undoableMs;
  return isYoung && run.changed > 0 && run.undoes === null && !run.undone && inverse[run.act.do] !== undefined;
}

function isRecent({ endedAt, failure }: BulkRow, now: Date): boolean {
  return endedAt === null || now.getTime() - endedAt.getTime() < (failure === null ? recentMs : brokenOffMs);
}

function notThere(): never {
  throw new HouseError('not-found', 'There is no such work.');
}
