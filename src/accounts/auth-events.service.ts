import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { AuditStore } from '../audit/audit.store.js';
import { inTransaction } from '../database/transaction.js';
import { JobQueue } from '../database/job-queue.js';
import { RequestCounters } from '../http/request-counter.store.js';
import { Clock } from '../schedule/clock.js';
import { endChallenges } from './session.store.js';
import { passwordLetter, type PasswordLetterJob } from './team-letter.js';

/** A code is good for its half minute and the ones beside it. */
const codeLives = 90;

/** What the library's routes tell the house, and what the house adds to them. */
@Injectable()
export class AuthEvents {
  constructor(
    private readonly dataSource: DataSource,
    private readonly audit: AuditStore,
    private readonly counters: RequestCounters,
    private readonly clock: Clock,
    private readonly queue: JobQueue,
  ) {}

  /** Into the audit log, right after the library's own commit: its routes have no transaction to share. */
  async happened(adminId: string, action: string, after: Record<string, unknown> | null = null): Promise<void> {
    const now = this.clock.now();
    await inTransaction(this.dataSource, async (db) => {
      if (action === 'admin.password_changed') await this.passwordIsAnother(db, adminId, action, now);
      else await this.note(db, adminId, action, after, now);
    });
  }

  /**
   * Of a reset, or a change by whoever is signed in. Who has typed the old password and still owes the code cannot finish with it, and
   * browsers that were trusted with the old one ask for the code again. A letter tells the person, in case it was somebody else.
   */
  async passwordIsAnother(
    db: EntityManager,
    adminId: string,
    action: 'admin.password_changed' | 'admin.password_reset',
    now: Date,
  ): Promise<void> {
    await endChallenges(db, adminId);
    await this.note(db, adminId, action, null, now);
    await this.queue.send<PasswordLetterJob>(passwordLetter, { adminId }, { db });
  }

  /** Something somebody of the team did to themselves. */
  async note(
    db: EntityManager,
    adminId: string,
    action: string,
    after: Record<string, unknown> | null,
    now: Date,
  ): Promise<void> {
    await this.audit.record(db, {
      at: now,
      actor: `admin:${adminId}`,
      action,
      subjectKind: 'admin',
      subjectId: adminId,
      after,
    });
  }

  /**
   * False: this code was typed before, so whoever looked over a shoulder cannot use it again (RFC 6238, 5.2). Of two at
   * once, one gets true. The library does not remember codes.
   */
  async firstUse(adminId: string, code: string): Promise<boolean> {
    const hash = createHash('sha256').update(`${adminId}:${code}`).digest('base64url');
    return (await this.counters.count(`code:${hash}`, 1, codeLives)) === 0;
  }
}
