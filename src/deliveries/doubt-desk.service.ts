import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Admin } from '../accounts/admin.js';
import { AuditStore } from '../audit/audit.store.js';
import { inTransaction } from '../database/transaction.js';
import type { Decided, Decisions } from './delivery.schema.js';
import type { SettledDelivery } from './delivery.store.js';
import { DoubtDeskStore } from './doubt-desk.store.js';
import { WalkKeeper } from './walk-keeper.js';

/** As for every letter without a slot (rule 5). */
const resendWithinMs = 48 * 3_600_000;
const doneWords = { resend: 'delivery.resent', arrived: 'delivery.arrived', 'give-up': 'delivery.given-up' } as const;

/** Where a person decides about letters in doubt (rules 14 and 19): send once more, note that it arrived, or give up. */
@Injectable()
export class DoubtDeskService {
  constructor(
    private readonly db: DataSource,
    private readonly desk: DoubtDeskStore,
    private readonly keeper: WalkKeeper,
    private readonly audit: AuditStore,
  ) {}

  /**
   * Decides about each letter that is in doubt still, in one transaction, and says why the others were left as they are. Twice
   * the same call changes nothing the second time. Enrollments are locked first, in key order, as everywhere.
   */
  async decide({ decision, deliveries }: Decisions, admin: Admin, now: Date): Promise<Decided> {
    const keys = [...new Map(deliveries.map((key) => [key.id, key])).values()];
    return inTransaction(this.db, async (manager) => {
      const found = await this.desk.find(keys, manager);
      await this.keeper.lock(
        found.flatMap(({ subscriberId, enrollmentId }) => (enrollmentId ? [{ subscriberId, enrollmentId }] : [])),
        manager,
      );
      const rows =
        decision === 'resend'
          ? await this.desk.resend(keys, new Date(now.getTime() + resendWithinMs), now, manager)
          : await this.desk.settle(keys, decision, now, manager);
      await this.keeper.goOn(rows, now, manager);
      await this.audit.recordAll(
        manager,
        rows.map((row) => ({
          at: now,
          actor: admin.actor,
          action: doneWords[decision],
          subjectKind: 'delivery',
          subjectId: row.id,
          before: { state: 'in_doubt' },
          after: { state: row.state },
        })),
      );
      return { decided: rows.length, left: await this.leftOf(keys, rows, manager) };
    });
  }

  private async leftOf(
    keys: Decisions['deliveries'],
    rows: readonly SettledDelivery[],
    manager: Parameters<DoubtDeskStore['stillInDoubt']>[1],
  ): Promise<Decided['left']> {
    const decided = new Set(rows.map((row) => row.id));
    const rest = keys.filter((key) => !decided.has(key.id));
    if (rest.length === 0) return [];
    const inDoubt = await this.desk.stillInDoubt(rest, manager);
    return rest.map((key) => ({
      ...key,
      because: inDoubt.has(key.id)
        ? 'The person has left or may not be written to, so it was not sent.'
        : 'It is no longer in doubt: somebody, or the mail server, was faster.',
    }));
  }
}
