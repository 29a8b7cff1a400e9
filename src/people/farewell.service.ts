import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Admin } from '../accounts/admin.js';
import { AuditStore } from '../audit/audit.store.js';
import { LeavingService } from '../enrollments/leaving.service.js';
import { RightsService } from '../enrollments/rights.service.js';
import { audited, entryFor } from './audited.js';
import type { ActDone } from './person-acts.schema.js';

/** Unsubscribing somebody who asked for it by another way, handing out their data, and erasing them: as the reader's page does it. */
@Injectable()
export class FarewellService {
  constructor(
    private readonly db: DataSource,
    private readonly leaving: LeavingService,
    private readonly rights: RightsService,
    private readonly audit: AuditStore,
  ) {}

  /** Every course and the newsletter; the address is suppressed until it confirms again. */
  async everything(subscriberId: string, admin: Admin, now: Date): Promise<ActDone> {
    await audited(
      this.audit,
      { subscriberId, admin, now },
      () => ({ action: 'subscriber.unsubscribed' }),
      () => this.leaving.everything(subscriberId, now, 'unsubscribed by the team'),
    );
    return { said: 'Unsubscribed from everything.', changed: true };
  }

  async newsletter(subscriberId: string, admin: Admin, now: Date): Promise<ActDone> {
    await audited(
      this.audit,
      { subscriberId, admin, now },
      () => ({ action: 'newsletter.left' }),
      () => this.leaving.setNewsletter(subscriberId, false, '', '', now),
    );
    return { said: 'Unsubscribed from the newsletter.', changed: true };
  }

  /** Everything kept about the person, as they themselves would download it; the log says who took it. Throws 'gone'. */
  async kept(subscriberId: string, admin: Admin, now: Date): Promise<Record<string, unknown>> {
    const kept = await this.rights.kept(subscriberId, now);
    await this.audit.record(this.db.manager, entryFor(subscriberId, { action: 'subscriber.exported' }, admin, now));
    return kept;
  }

  /** For good: what remains is a keyed hash of the address, and that somebody was erased (rule 33). */
  async erase(subscriberId: string, admin: Admin, now: Date): Promise<ActDone> {
    const { outcome } = await audited(
      this.audit,
      { subscriberId, admin, now },
      (result: { outcome: string }) => (result.outcome === 'erased' ? { action: 'subscriber.erased' } : null),
      () => this.rights.eraseNow(subscriberId, now),
    );
    return outcome === 'erased'
      ? { said: 'Erased. Nothing about this person is kept.', changed: true }
      : { said: 'There was nobody to erase.', changed: false };
  }
}
