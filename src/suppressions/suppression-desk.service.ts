import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { z } from 'zod';
import type { Admin } from '../accounts/admin.js';
import { AuditStore } from '../audit/audit.store.js';
import { inTransaction } from '../database/transaction.js';
import { HouseError } from '../house-error.js';
import { decodeCursor, pageFrom } from '../http/page-cursor.js';
import { liftedByConfirming, reasonInWords } from './suppression-reason.js';
import {
  type Lifting,
  type NewSuppression,
  type SuppressionItem,
  suppressionMade,
  type SuppressionMade,
  type SuppressionPage,
  type SuppressionQuestion,
  type SuppressionsQuery,
} from './suppression.schema.js';
import { type KeptSuppression, SuppressionStore } from './suppression.store.js';

const cursor = z.tuple([z.iso.datetime(), z.string()]);

/** What the team sees and does with suppressions. Addresses come in and are hashed at once; none is kept or logged. */
@Injectable()
export class SuppressionDeskService {
  constructor(
    private readonly db: DataSource,
    private readonly suppressions: SuppressionStore,
    private readonly audit: AuditStore,
  ) {}

  async page(query: SuppressionsQuery): Promise<SuppressionPage> {
    const after = decodeCursor(query.after, cursor);
    const rows = await this.suppressions.page(query.reason ?? null, after, query.limit + 1);
    const { items, next } = pageFrom(rows, query.limit, (row) => [row.since.toISOString(), row.hash]);
    return { items: items.map(itemOf), next };
  }

  async find({ address }: SuppressionQuestion): Promise<SuppressionItem | null> {
    const row = await this.suppressions.find(this.suppressions.hash(address.key));
    return row && itemOf(row);
  }

  /**
   * From the next hand-over on nothing goes to this address; its walks stand still until that is lifted. A harder reason that
   * stands already stays (rule 30).
   */
  async add({ address, reason, note }: NewSuppression, admin: Admin, now: Date): Promise<SuppressionMade> {
    const hash = this.suppressions.hash(address.key);
    return inTransaction(this.db, async (manager) => {
      await this.suppressions.suppress(hash, reason, now, manager, note);
      const row = await this.suppressions.find(hash, manager);
      if (!row) throw new Error('what was suppressed a moment ago is gone');
      await this.audit.record(manager, {
        ...{ at: now, actor: admin.actor, action: 'address.suppressed', subjectKind: 'suppression', subjectId: hash },
        after: { reason: row.reason, note: row.note },
      });
      return suppressionMade.parse(itemOf(row));
    });
  }

  /** Throws 'not-found', and 'forbidden' for a "no" that only the person may turn round. */
  async lift(hash: string, { because }: Lifting, admin: Admin, now: Date): Promise<void> {
    await inTransaction(this.db, async (manager) => {
      const row = await this.suppressions.take(hash, manager);
      if (!row) throw new HouseError('not-found', 'This suppression is gone: somebody has lifted it.');
      if (liftedByConfirming.includes(row.reason))
        throw new HouseError('forbidden', 'This person said no. Only they can turn it round, by signing up again.');
      await this.suppressions.lift(hash, manager);
      await this.audit.record(manager, {
        ...{ at: now, actor: admin.actor, action: 'suppression.lifted', subjectKind: 'suppression', subjectId: hash },
        before: { reason: row.reason, note: row.note, since: row.since.toISOString() },
        after: { because },
      });
    });
  }
}

function itemOf({ hash, reason, note, since }: KeptSuppression): SuppressionItem {
  return {
    hash,
    reason,
    reasonSays: reasonInWords[reason],
    note,
    since: since.toISOString(),
    liftable: !liftedByConfirming.includes(reason),
  };
}
