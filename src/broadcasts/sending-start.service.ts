import { Injectable } from '@nestjs/common';
import { EntityManager } from 'typeorm';
import { AuditStore } from '../audit/audit.store.js';
import { keyFor } from '../courses/lesson-file.js';
import { JobQueue } from '../database/job-queue.js';
import { AudienceNamesReader } from './audience.reader.js';
import { entryOf } from './broadcast-draft.service.js';
import type { Broadcast } from './broadcast.store.js';
import { issueDay } from './issue-day.js';
import { SendingCheckService } from './sending-check.service.js';
import { SendingStore } from './sending.store.js';

export const planJob = 'plan-broadcast';
export const withdrawJob = 'withdraw-broadcast';
/** Data of both jobs. */
export interface BroadcastJob {
  broadcast: string;
}

/** How a sending starts, by a person's press or at its time. The caller holds the broadcast's row, and the job is there with the start or not at all. */
@Injectable()
export class SendingStartService {
  constructor(
    private readonly sending: SendingStore,
    private readonly names: AudienceNamesReader,
    private readonly checks: SendingCheckService,
    private readonly queue: JobQueue,
    private readonly audit: AuditStore,
  ) {}

  /** Its address in the archive, made of its subject where the author chose none. */
  async address({ id, subject }: Broadcast, db: EntityManager): Promise<void> {
    const key = keyFor(subject, new Set(), 'issue');
    await this.sending.address(id, (count) => (count === 1 ? key : `${key}-${count}`), db);
  }

  /** `by`: as the log names whoever does it. `late`: it should have started so long ago that a person is asked first. */
  async start(one: Broadcast, by: string, now: Date, db: EntityManager, late = false): Promise<void> {
    const { chosen } = await this.names.chosen(one.audience);
    const dated = issueDay(one.plan, now, this.checks.home, now);
    await this.sending.start(one.id, { chosen, dated, by, late }, now, db);
    await this.queue.send<BroadcastJob>(planJob, { broadcast: one.id }, { db });
    await this.audit.record(db, {
      ...entryOf(one.id, 'broadcast.started', { actor: by }, now),
      after: {
        subject: one.subject,
        audience: one.audience,
        plan: one.plan,
        ...(late ? { pausedBecause: 'late' } : {}),
      },
    });
  }

  /** What is planned of a stopped broadcast is withdrawn in the background. */
  async withdrawRest(id: string, db?: EntityManager): Promise<void> {
    await this.queue.send<BroadcastJob>(withdrawJob, { broadcast: id }, db ? { db } : {});
  }

  async planOn(id: string): Promise<void> {
    await this.queue.send<BroadcastJob>(planJob, { broadcast: id });
  }
}
