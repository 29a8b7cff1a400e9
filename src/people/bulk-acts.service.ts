import { Injectable } from '@nestjs/common';
import type { Admin } from '../accounts/admin.js';
import type { BulkAct } from './bulk.schema.js';
import { BulkStore } from './bulk.store.js';
import { EnrollingService } from './enrolling.service.js';
import { FarewellService } from './farewell.service.js';
import { PersonActsService } from './person-acts.service.js';
import { WalkActsService } from './walk-acts.service.js';

/** One act of a bulk on one person: the very act of their page, with its own transaction and line in the audit log. */
@Injectable()
export class BulkActsService {
  constructor(
    private readonly store: BulkStore,
    private readonly acts: PersonActsService,
    private readonly walks: WalkActsService,
    private readonly enrolling: EnrollingService,
    private readonly farewell: FarewellService,
  ) {}

  /** Whether it changed anything. Throws what the act throws: 'conflict' for who left or is suppressed, 'not-found', 'gone'. */
  async one(act: BulkAct, person: string, admin: Admin, now: Date): Promise<boolean> {
    switch (act.do) {
      case 'tag':
        return (await this.acts.tag(person, act.tag, admin, now)).changed;
      case 'untag':
        return (await this.acts.untag(person, act.tag, admin, now)).changed;
      case 'suppress':
        return (await this.acts.suppress(person, act.note, admin, now)).changed;
      case 'unsubscribe':
        return (await this.farewell.everything(person, admin, now)).changed;
      case 'erase':
        return (await this.farewell.erase(person, admin, now)).changed;
      case 'enroll':
        return (await this.enrolling.enroll(person, { ...act, zone: null, hour: null }, admin, now)).changed;
      default:
        return this.walk(act, person, admin, now);
    }
  }

  private async walk(
    act: Extract<BulkAct, { do: 'pause' | 'resume' | 'leave' }>,
    person: string,
    admin: Admin,
    now: Date,
  ): Promise<boolean> {
    const walk = await this.store.openWalk(person, act.course);
    if (!walk || (act.do === 'pause' && walk.state === 'paused')) return false;
    const where = { subscriberId: person, enrollmentId: walk.id, admin, now };
    if (act.do === 'pause') return (await this.walks.pause(where, { until: null })).changed;
    return (await (act.do === 'resume' ? this.walks.resume(where) : this.walks.leave(where))).changed;
  }
}
