import { Injectable } from '@nestjs/common';
import { DataSource, EntityManager } from 'typeorm';
import type { Admin } from '../accounts/admin.js';
import { AuditStore } from '../audit/audit.store.js';
import { inTransaction } from '../database/transaction.js';
import { HouseError } from '../house-error.js';
import { BroadcastReader } from './broadcast.reader.js';
import type { BroadcastState, BroadcastView } from './broadcast.schema.js';
import { type Broadcast, BroadcastStore } from './broadcast.store.js';
import { entryOf, missing } from './broadcast-draft.service.js';
import { spanOf } from './due-times.js';
import { isLate } from './lateness.js';
import { SendingCheckService } from './sending-check.service.js';
import type { SendingCheck } from './sending.schema.js';
import { SendingStartService } from './sending-start.service.js';
import { SendingStore } from './sending.store.js';

/** What sending writes and reads. */
@Injectable()
export class SendingGround {
  constructor(
    readonly broadcasts: BroadcastStore,
    readonly sending: SendingStore,
    readonly reader: BroadcastReader,
    readonly checks: SendingCheckService,
    readonly audit: AuditStore,
  ) {}
}

/**
 * What an author does with the sending of a broadcast. Each call holds its row, and names the states it may come from: of two at once,
 * whoever makes them, one is done, and the other is told so.
 */
@Injectable()
export class SendingService {
  constructor(
    private readonly db: DataSource,
    private readonly ground: SendingGround,
    private readonly starting: SendingStartService,
  ) {}

  async check(id: string, now: Date): Promise<SendingCheck> {
    const one = (await this.ground.broadcasts.byId(id)) ?? missing();
    return this.ground.checks.check(one, await this.ground.broadcasts.pictures(id), now);
  }

  /** Starts it, or plans its start. Throws 'conflict' for another version or when it is being sent already, 'invalid' with fields. */
  send(id: string, version: number, admin: Admin, now: Date): Promise<BroadcastView> {
    return this.changing(id, ['draft'], async (one, db) => {
      if (one.version !== version)
        throw new HouseError(
          'conflict',
          `${one.savedBy} changed this issue: please look at it once more before it is sent.`,
          {
            versions: { yours: { version }, theirs: await this.ground.reader.view(id, db) },
          },
        );
      const faults = await this.ground.checks.faultsBeforeSending(
        one,
        await this.ground.broadcasts.pictures(id, db),
        now,
      );
      if (faults.length > 0) {
        const fields = Object.fromEntries(faults.map(({ field, message }) => [field, message]));
        throw new HouseError('invalid', 'It cannot be sent yet. Please look at what is marked.', { fields });
      }
      const first = spanOf(one.plan)?.first ?? now;
      await this.starting.address(one, db);
      if (first <= now) return this.starting.start(one, admin.actor, now, db);
      await this.ground.sending.schedule(id, first, db);
      const after = { startsAt: first.toISOString() };
      await this.ground.audit.record(db, { ...entryOf(id, 'broadcast.scheduled', admin, now), after });
    });
  }

  /** Back to a draft, before its time. */
  cancel(id: string, admin: Admin, now: Date): Promise<BroadcastView> {
    return this.changing(id, ['scheduled'], async (_one, db) => {
      await this.ground.sending.unschedule(id, null, db);
      await this.ground.audit.record(db, entryOf(id, 'broadcast.cancelled', admin, now));
    });
  }

  /** Costs one row, however many letters wait. What a worker has in hand goes. */
  pause(id: string, admin: Admin, now: Date): Promise<BroadcastView> {
    return this.changing(id, ['sending'], async (_one, db) => {
      await this.ground.sending.pause(id, 'person', db);
      await this.ground.audit.record(db, entryOf(id, 'broadcast.paused', admin, now));
    });
  }

  /** Throws 'conflict' where letters are late and nobody has said `lateToo`. */
  resume(id: string, lateToo: boolean, admin: Admin, now: Date): Promise<BroadcastView> {
    return this.changing(id, ['paused'], async (one, db) => {
      if (!lateToo && isLate(one.plan, { ...(await this.ground.sending.pulse(id, db)), resumedAt: null }, now))
        throw new HouseError(
          'conflict',
          `Letters of it should have left more than ${one.plan.lateHours} hours ago. Send them all the same?`,
        );
      await this.ground.sending.resume(id, now, db);
      await this.ground.audit.record(db, { ...entryOf(id, 'broadcast.resumed', admin, now), after: { lateToo } });
    });
  }

  /** For good: what has not left is withdrawn. */
  stop(id: string, admin: Admin, now: Date): Promise<BroadcastView> {
    return this.changing(id, ['sending', 'paused'], async (_one, db) => {
      await this.ground.sending.stop(id, now, db);
      await this.starting.withdrawRest(id, db);
      await this.ground.audit.record(db, entryOf(id, 'broadcast.stopped', admin, now));
    });
  }

  private changing(
    id: string,
    from: readonly BroadcastState[],
    work: (one: Broadcast, db: EntityManager) => Promise<void>,
  ): Promise<BroadcastView> {
    return inTransaction(this.db, async (db) => {
      const one = (await this.ground.broadcasts.take(id, db)) ?? missing();
      if (!from.includes(one.state)) throw new HouseError('conflict', alreadySays[one.state]);
      await work(one, db);
      return this.ground.reader.view(id, db);
    });
  }
}

const alreadySays: Record<BroadcastState, string> = {
  draft: 'It is a draft: it is not being sent.',
  scheduled: 'Its sending is planned already.',
  sending: 'It is being sent already.',
  paused: 'Its sending is paused.',
  finished: 'It has been sent.',
  stopped: 'Its sending was stopped for good.',
};
