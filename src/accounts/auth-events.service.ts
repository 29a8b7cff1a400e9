import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { AuditStore } from '../audit/audit.store.js';
import { RequestCounters } from '../http/request-counter.store.js';
import { Clock } from '../schedule/clock.js';

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
  ) {}

  /** Into the audit log, right after the library's own commit: its routes have no transaction to share. */
  async happened(adminId: string, action: string, after: Record<string, unknown> | null = null): Promise<void> {
    await this.audit.record(this.dataSource.manager, {
      at: this.clock.now(),
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
