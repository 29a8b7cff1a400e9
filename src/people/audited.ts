import type { Admin } from '../accounts/admin.js';
import type { AuditEntry, AuditStore } from '../audit/audit.store.js';
import { witnessed } from '../database/transaction.js';

/** What a line of the audit log says besides who and when. */
export type Change = Pick<AuditEntry, 'action' | 'before' | 'after'>;

export function entryFor(subscriberId: string, change: Change, admin: Admin, now: Date): AuditEntry {
  return { ...change, at: now, actor: admin.actor, subjectKind: 'subscriber', subjectId: subscriberId };
}

/**
 * Runs one act of a room below and writes its line into the same transaction; `changeOf` sees what the transaction gave, and
 * gives null where nothing was changed.
 */
export function audited<T>(
  audit: AuditStore,
  by: { subscriberId: string; admin: Admin; now: Date },
  changeOf: (result: T) => Change | null,
  work: () => Promise<T>,
): Promise<T> {
  return witnessed(async (manager, result) => {
    // What the transaction gave is what the act gives: each act below is one transaction.
    const change = changeOf(result as T);
    if (change) await audit.record(manager, entryFor(by.subscriberId, change, by.admin, by.now));
  }, work);
}
