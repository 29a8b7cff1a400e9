import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Admin } from '../accounts/admin.js';
import { AuditStore } from '../audit/audit.store.js';
import { inTransaction } from '../database/transaction.js';
import { HouseError } from '../house-error.js';
import { GoneReader } from './gone.reader.js';
import type { Segment, SegmentBody } from './segment.schema.js';
import { type SegmentRow, SegmentStore } from './segment.store.js';

/** Filters kept under a name: save, change, delete. Who is in a segment is asked each time, never kept. */
@Injectable()
export class SegmentService {
  constructor(
    private readonly db: DataSource,
    private readonly store: SegmentStore,
    private readonly audit: AuditStore,
    private readonly gone: GoneReader,
  ) {}

  async list(): Promise<Segment[]> {
    const rows = await this.store.list();
    const goneOf = await this.gone.among(rows.map(({ expression }) => expression));
    return rows.map((row) => shown(row, goneOf(row.expression)));
  }

  save(body: SegmentBody, admin: Admin, now: Date): Promise<Segment> {
    return inTransaction(this.db, async (manager) => {
      const row = await this.store.add(body, admin.actor, now, manager);
      if (!row) throw nameTaken();
      await this.audit.record(manager, {
        ...entryOf(row.id, 'segment.saved', admin, now),
        after: { name: row.name, expression: row.expression },
      });
      return shown(row, await this.gone.named(row.expression));
    });
  }

  change(id: string, body: SegmentBody, admin: Admin, now: Date): Promise<Segment> {
    return inTransaction(this.db, async (manager) => {
      const before = await this.store.take(id, manager);
      if (!before) throw notThere();
      if (!(await this.store.change(id, body, admin.actor, now, manager))) throw nameTaken();
      await this.audit.record(manager, {
        ...entryOf(id, 'segment.changed', admin, now),
        before: { name: before.name, expression: before.expression },
        after: { ...body },
      });
      const gone = await this.gone.named(body.expression);
      return shown({ ...body, id, savedAt: now, savedBy: admin.actor }, gone);
    });
  }

  delete(id: string, admin: Admin, now: Date): Promise<void> {
    return inTransaction(this.db, async (manager) => {
      const before = await this.store.take(id, manager);
      if (!before) throw notThere();
      await this.store.remove(id, manager);
      await this.audit.record(manager, {
        ...entryOf(id, 'segment.deleted', admin, now),
        before: { name: before.name, expression: before.expression },
      });
    });
  }
}

function shown(row: SegmentRow, gone: string[]): Segment {
  return { ...row, savedAt: row.savedAt.toISOString(), gone };
}

function entryOf(id: string, action: string, admin: Admin, now: Date) {
  return { at: now, actor: admin.actor, action, subjectKind: 'segment', subjectId: id };
}

function nameTaken(): HouseError {
  const problem = 'Another segment has this name.';
  return new HouseError('invalid', problem, { fields: { name: problem } });
}

function notThere(): HouseError {
  return new HouseError('not-found', 'This segment is no longer there.');
}
