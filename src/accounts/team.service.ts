import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { type AuditEntry, AuditStore } from '../audit/audit.store.js';
import { JobQueue } from '../database/job-queue.js';
import { inTransaction } from '../database/transaction.js';
import { faultyFields, HouseError } from '../house-error.js';
import { AdminStore, type AdminRow } from './admin.store.js';
import { OneTimeLinks } from './one-time-links.service.js';
import type { Role } from './permissions.js';
import { invitationLetter, type InvitationLetterJob } from './team-letter.js';

/** Who changes something, and when. */
export interface By {
  actor: string;
  at: Date;
}

/**
 * Who is in the team, and as what. Everything is one transaction with its line in the audit log. A key lets nobody in and
 * lifts nobody up: whoever finds one must not be able to stay after it is revoked.
 */
@Injectable()
export class TeamService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly admins: AdminStore,
    private readonly links: OneTimeLinks,
    private readonly audit: AuditStore,
    private readonly queue: JobQueue,
  ) {}

  /** Gives the link, to be handed over by hand. With `letter` it goes by mail: the letter carries a link of its own, and this one ends. */
  async invite(to: { email: string; role: Role }, by: By, letter: boolean): Promise<{ id: string; url: string }> {
    peopleOnly(by);
    return inTransaction(this.dataSource, async (db) => {
      // Whoever is removed at this moment must not leave a door behind: their row waits for us, or we find it gone.
      if (by.actor.startsWith('admin:') && !(await this.admins.isOwner(db, by.actor)))
        throw new HouseError('forbidden', 'Only owners let others in.');
      if (await this.admins.findByEmail(db, to.email))
        throw faultyFields({ email: 'Somebody with this address is in the team already.' });
      const made = await this.links.invite(db, to, by.actor, by.at);
      if (letter) await this.queue.send<InvitationLetterJob>(invitationLetter, { linkId: made.id }, { db });
      await this.record(db, by, 'invitation.made', made.id, null, { ...to });
      return made;
    });
  }

  /** The letter once more; its link is a new one, and the old one ends. */
  async inviteAgain(id: string, by: By): Promise<void> {
    peopleOnly(by);
    await inTransaction(this.dataSource, async (db) => {
      if (!(await this.links.again(id, by.at, db))) throw takenAlready();
      await this.queue.send<InvitationLetterJob>(invitationLetter, { linkId: id }, { db });
      await this.record(db, by, 'invitation.sent_again', id, null, null);
    });
  }

  /** A link to hand over by hand; the one in the letter ends. */
  async linkToHandOver(id: string, by: By): Promise<string> {
    peopleOnly(by);
    return inTransaction(this.dataSource, async (db) => {
      const link = await this.links.again(id, by.at, db);
      if (!link) throw takenAlready();
      await this.record(db, by, 'invitation.link_shown', id, null, null);
      return link.url;
    });
  }

  async withdraw(id: string, by: By): Promise<void> {
    await inTransaction(this.dataSource, async (db) => {
      const link = await this.links.withdraw(db, id);
      if (!link) throw takenAlready();
      await this.record(db, by, 'invitation.withdrawn', id, { email: link.email, role: link.role }, null);
    });
  }

  /** Two at once cannot take the last owner's role away: both wait for the owners' rows, one after the other. */
  async changeRole(id: string, role: Role, by: By): Promise<void> {
    peopleOnly(by);
    await inTransaction(this.dataSource, async (db) => {
      const admin = await this.keepingAnOwner(db, id, role === 'owner');
      if (admin.role === role) return;
      await this.admins.setRole(db, id, role, by.at);
      if (admin.role === 'owner') await this.withdrawThoseOf(db, id, by);
      await this.record(db, by, 'admin.role_changed', id, { role: admin.role }, { role });
    });
  }

  /** Ends their sign-ins and keys at once, and what they offered others. */
  async remove(id: string, by: By): Promise<void> {
    await inTransaction(this.dataSource, async (db) => {
      const { name, email, role } = await this.keepingAnOwner(db, id, false);
      await this.admins.remove(db, id);
      await this.withdrawThoseOf(db, id, by);
      await this.record(db, by, 'admin.removed', id, { name, email, role }, null);
    });
  }

  /** A link to a new password, for whoever stands at the machine; with `secondFactor` a lost telephone is forgotten too. */
  async reset(email: string, secondFactor: boolean, by: By): Promise<string> {
    return inTransaction(this.dataSource, async (db) => {
      const admin = await this.admins.findByEmail(db, email);
      if (!admin) throw new HouseError('not-found', `Nobody in the team has the address ${email}.`);
      if (secondFactor) await this.admins.removeSecondFactor(db, admin.id);
      await this.record(db, by, 'admin.reset_link_made', admin.id, null, { secondFactorRemoved: secondFactor });
      return this.links.reset(db, admin, by.actor, by.at);
    });
  }

  /** An invitation lasts as long as whoever made it may invite: nobody comes back by one of their own. */
  private async withdrawThoseOf(db: EntityManager, adminId: string, by: By): Promise<void> {
    for (const { id, email, role } of await this.links.withdrawThoseOf(db, `admin:${adminId}`))
      await this.record(db, by, 'invitation.withdrawn', id, { email, role }, null);
  }

  private async keepingAnOwner(db: EntityManager, id: string, staysOwner: boolean): Promise<AdminRow> {
    const owners = await this.admins.lockOwners(db);
    const admin = await this.admins.find(db, id);
    if (!admin) throw new HouseError('not-found', 'This person is not in the team any more.');
    if (!staysOwner && owners.length === 1 && owners[0] === id)
      throw new HouseError('conflict', 'The last owner stays. Make somebody else an owner first.');
    return admin;
  }

  private record(
    db: EntityManager,
    { actor, at }: By,
    action: string,
    subjectId: string,
    before: AuditEntry['before'],
    after: AuditEntry['after'],
  ): Promise<void> {
    const subjectKind = action.split('.')[0] ?? '';
    return this.audit.record(db, {
      at,
      actor,
      action,
      subjectKind,
      subjectId,
      before: before ?? null,
      after: after ?? null,
    });
  }
}

function peopleOnly({ actor }: By): void {
  if (actor.startsWith('key:'))
    throw new HouseError('forbidden', 'Only people let others in or change their roles. Please sign in.');
}

function takenAlready(): HouseError {
  return new HouseError('gone', 'This invitation has been taken or withdrawn.');
}
