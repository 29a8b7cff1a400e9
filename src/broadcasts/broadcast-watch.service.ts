import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { inTransaction } from '../database/transaction.js';
import { AuditStore } from '../audit/audit.store.js';
import { BroadcastStore } from './broadcast.store.js';
import { entryOf } from './broadcast-draft.service.js';
import { isLate } from './lateness.js';
import { SendingGround } from './sending.service.js';
import { SendingStartService } from './sending-start.service.js';
import type { UnderWay } from './sending.store.js';

const hourMs = 3_600_000;
/** A job that was lost with its worker is taken up again by then; after that another is sent. */
const stuckMs = 2 * 60_000;
const house = { actor: 'the house' };

/** At every heartbeat: starts what is due, asks about what is late, ends what is done. Any number of processes; each move is made once. */
@Injectable()
export class BroadcastWatch {
  constructor(
    private readonly db: DataSource,
    private readonly ground: SendingGround,
    private readonly starting: SendingStartService,
    private readonly broadcasts: BroadcastStore,
    private readonly audit: AuditStore,
  ) {}

  async look(now: Date): Promise<void> {
    for (const one of await this.ground.sending.underWay()) {
      if (one.state === 'scheduled') await this.startIfDue(one, now);
      else if (one.state === 'stopped') await this.goOnIfStuck(one, now, () => this.starting.withdrawRest(one.id));
      else if (one.plannedAt === null) await this.goOnIfStuck(one, now, () => this.starting.planOn(one.id));
      if (one.state === 'sending') await this.judge(one, now);
    }
  }

  /** At its time it is looked at once more: what it names may be gone, and then it is a draft again, with the reason. */
  private async startIfDue({ id, startsAt }: UnderWay, now: Date): Promise<void> {
    if (startsAt === null || startsAt > now) return;
    await inTransaction(this.db, async (db) => {
      const one = await this.broadcasts.take(id, db);
      if (one?.state !== 'scheduled' || one.startsAt === null) return;
      const { plan } = one;
      const pictures = await this.broadcasts.pictures(id, db);
      const faults = await this.ground.checks.faultsBeforeSending(
        { ...one, plan: { when: 'now', lateHours: 1 } },
        pictures,
        now,
      );
      if (faults.length > 0) {
        const because = faults.map(({ message }) => message).join(' ');
        await this.ground.sending.unschedule(id, because, db);
        return this.audit.record(db, { ...entryOf(id, 'broadcast.not-started', house, now), after: { because } });
      }
      const late = now.getTime() - one.startsAt.getTime() > plan.lateHours * hourMs;
      await this.starting.start(one, house.actor, now, db, late);
    });
  }

  private async goOnIfStuck({ id, movedAt }: UnderWay, now: Date, goOn: () => Promise<void>): Promise<void> {
    if (movedAt !== null && now.getTime() - movedAt.getTime() < stuckMs) return;
    await this.ground.sending.touch(id, now, this.db.manager);
    await goOn();
  }

  private async judge(one: UnderWay, now: Date): Promise<void> {
    const pulse = await this.ground.sending.pulse(one.id);
    if (isLate(one.plan, { ...pulse, resumedAt: one.resumedAt }, now)) {
      await inTransaction(this.db, async (db) => {
        if ((await this.broadcasts.take(one.id, db))?.state !== 'sending') return;
        await this.ground.sending.pause(one.id, 'late', db);
        await this.audit.record(db, { ...entryOf(one.id, 'broadcast.paused', house, now), after: { because: 'late' } });
      });
    } else if (one.plannedAt !== null && pulse.oldestDue === null && !(await this.ground.sending.isOpen(one.id))) {
      await inTransaction(this.db, async (db) => {
        const held = await this.broadcasts.take(one.id, db);
        if (held?.state !== 'sending' || (await this.ground.sending.isOpen(one.id, db))) return;
        await this.ground.sending.finish(one.id, now, db);
        await this.audit.record(db, entryOf(one.id, 'broadcast.finished', house, now));
      });
    }
  }
}
