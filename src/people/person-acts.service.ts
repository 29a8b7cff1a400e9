import { Injectable } from '@nestjs/common';
import { DataSource, EntityManager } from 'typeorm';
import type { Admin } from '../accounts/admin.js';
import { AuditStore } from '../audit/audit.store.js';
import { inTransaction } from '../database/transaction.js';
import { HouseError } from '../house-error.js';
import { type Subscriber, SubscriberStore } from '../subscribers/subscriber.store.js';
import { TagStore } from '../subscribers/tag.store.js';
import { liftedByConfirming } from '../suppressions/suppression-reason.js';
import { SuppressionStore } from '../suppressions/suppression.store.js';
import { type Change, entryFor } from './audited.js';
import type { ActDone, PersonEdit } from './person-acts.schema.js';

/** What the team does with a person, their courses apart. Each is one transaction that holds the person, with its line in the audit log. */
@Injectable()
export class PersonActsService {
  constructor(
    private readonly db: DataSource,
    private readonly subscribers: SubscriberStore,
    private readonly tags: TagStore,
    private readonly suppressions: SuppressionStore,
    private readonly audit: AuditStore,
  ) {}

  /** Name and zone; courses under way keep their own zone. */
  edit(subscriberId: string, edit: PersonEdit, admin: Admin, now: Date): Promise<ActDone> {
    return this.holding(subscriberId, async (person, manager) => {
      const changed = [
        ...(edit.firstName === person.firstName ? [] : ['firstName']),
        ...(edit.zone === null || edit.zone === person.zone ? [] : ['zone']),
      ];
      if (changed.length === 0) return nothing('Nothing has changed.');
      await this.subscribers.rename(person.id, { firstName: edit.firstName, zone: edit.zone ?? person.zone }, manager);
      // That it changed, never to what: the log holds no names (rule 33).
      const after = Object.fromEntries(changed.map((field) => [field, 'changed']));
      await this.record(subscriberId, { action: 'subscriber.changed', after }, admin, now, manager);
      return done('Saved.');
    });
  }

  tag(subscriberId: string, tag: string, admin: Admin, now: Date): Promise<ActDone> {
    return this.holding(subscriberId, async (_person, manager) => {
      const added = await this.tags.add([subscriberId], tag, now, manager);
      if (added.length === 0) return nothing('It was there already.');
      await this.record(subscriberId, { action: 'subscriber.tagged', after: { tag } }, admin, now, manager);
      return done(`Tagged “${tag}”.`);
    });
  }

  untag(subscriberId: string, tag: string, admin: Admin, now: Date): Promise<ActDone> {
    return this.holding(subscriberId, async (_person, manager) => {
      const removed = await this.tags.remove([subscriberId], tag, manager);
      if (removed.length === 0) return nothing('It was not there.');
      await this.record(subscriberId, { action: 'subscriber.untagged', before: { tag } }, admin, now, manager);
      return done(`Tag “${tag}” taken off.`);
    });
  }

  /** No letters any more, by the team's word; a harder reason that stands already stays. */
  suppress(subscriberId: string, note: string, admin: Admin, now: Date): Promise<ActDone> {
    return this.holding(subscriberId, async (person, manager) => {
      const before = await this.suppressions.find(person.addressHash, manager);
      await this.suppressions.suppress(person.addressHash, 'manual', now, manager, note);
      const after = await this.suppressions.find(person.addressHash, manager);
      if (before?.reason === after?.reason) return nothing('Nothing was sent to this address already.');
      const change = { action: 'subscriber.suppressed', before: { reason: before?.reason ?? null }, after: { note } };
      await this.record(subscriberId, change, admin, now, manager);
      return done('Nothing is sent to this address from now on.');
    });
  }

  /** Throws 'conflict' for a reader's own "no" (rule 30). */
  lift(subscriberId: string, note: string, admin: Admin, now: Date): Promise<ActDone> {
    return this.holding(subscriberId, async (person, manager) => {
      const standing = await this.suppressions.take(person.addressHash, manager);
      if (!standing) return nothing('This address may be written to already.');
      const { reason } = standing;
      if (liftedByConfirming.includes(reason))
        throw new HouseError('conflict', 'They said no themselves. Only they can take that back: by signing up again.');
      await this.suppressions.lift(person.addressHash, manager);
      const change = { action: 'suppression.lifted', before: { reason }, after: { note } };
      await this.record(subscriberId, change, admin, now, manager);
      return done('Lifted. Letters go out again from the next slot on.');
    });
  }

  private record(id: string, change: Change, admin: Admin, now: Date, manager: EntityManager): Promise<void> {
    return this.audit.record(manager, entryFor(id, change, admin, now));
  }

  private holding<T>(
    subscriberId: string,
    work: (person: Subscriber, manager: EntityManager) => Promise<T>,
  ): Promise<T> {
    return inTransaction(this.db, async (manager) => {
      const person = await this.subscribers.take(subscriberId, manager);
      if (!person) throw new HouseError('not-found', 'There is no such subscriber, or they have been erased.');
      return work(person, manager);
    });
  }
}

const done = (said: string): ActDone => ({ said, changed: true });
const nothing = (said: string): ActDone => ({ said, changed: false });
