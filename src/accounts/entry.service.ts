import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { inTransaction } from '../database/transaction.js';
import { faultyFields, HouseError } from '../house-error.js';
import { AdminStore } from './admin.store.js';
import { Auth } from './auth.js';
import { AuthEvents } from './auth-events.service.js';
import type { LinkTaken, LinkView, TakeLink } from './entry.schema.js';
import { type OneTimeLink, OneTimeLinkStore } from './one-time-link.store.js';

/** Getting in by a one-time link: looking changes nothing (scanners follow links), taking makes the account or the password. */
@Injectable()
export class EntryService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly admins: AdminStore,
    private readonly links: OneTimeLinkStore,
    private readonly auth: Auth,
    private readonly events: AuthEvents,
  ) {}

  /** Throws 'not-found' for a link that was never made, 'gone' for one that was taken, has expired or is void. */
  async look(token: string, now: Date): Promise<LinkView> {
    const link = await this.links.find(this.dataSource.manager, token);
    if (!link) throw unknown();
    if (link.takenAt !== null || link.expiresAt <= now) throw spent(link);
    if (link.kind === 'owner' && (await this.admins.hasOwner(this.dataSource.manager))) throw spent(link);
    return {
      kind: link.kind,
      email: link.email,
      role: link.role ?? 'owner',
      expiresAt: link.expiresAt.toISOString(),
    };
  }

  /**
   * All or nothing, and once: of two at the same moment one gets 'gone'. Throws 'invalid'
   * with `fields` for what is missing, and then the link can be taken again.
   */
  async take(token: string, typed: TakeLink, now: Date): Promise<LinkTaken> {
    await this.look(token, now); // before the costly hash
    const passwordHash = await this.auth.hash(typed.password);
    return inTransaction(this.dataSource, async (db) => {
      const link = await this.links.take(db, token, now);
      if (!link || (link.kind === 'owner' && (await this.admins.hasOwner(db)))) throw spent(link);
      if (link.kind === 'reset') return this.newPassword(db, link, passwordHash, now);
      return this.newAdmin(db, link, typed, passwordHash, now);
    });
  }

  private async newAdmin(
    db: EntityManager,
    link: OneTimeLink,
    typed: TakeLink,
    passwordHash: string,
    now: Date,
  ): Promise<LinkTaken> {
    const email = link.email ?? typed.email;
    const { name } = typed;
    if (name === undefined) throw missing('name', 'expected your name');
    if (email === undefined) throw missing('email', 'expected an address like you@example.com');
    const role = link.role ?? 'owner';
    const id = await this.admins.create(db, { name, email, role, passwordHash }, now);
    if (id === null)
      throw new HouseError('conflict', 'Somebody with this address is in the team already. Please sign in.');
    await this.events.note(db, id, 'admin.joined', { role, invitedBy: link.madeBy }, now);
    return { email, passkeys: [] };
  }

  /**
   * Ends every sign-in: whoever had the old password is out. Codes and passkeys stay, since a letter alone must not take a second
   * lock away; the passkeys are named, so that one that is not theirs is seen.
   */
  private async newPassword(db: EntityManager, link: OneTimeLink, passwordHash: string, now: Date): Promise<LinkTaken> {
    const admin = link.adminId === null ? null : await this.admins.find(db, link.adminId);
    if (!admin) throw spent(link);
    await this.admins.setPassword(db, admin.id, passwordHash, now);
    await this.admins.endSessions(db, admin.id);
    await this.events.passwordIsAnother(db, admin.id, 'admin.password_reset', now);
    const passkeys = await this.admins.passkeysOf(db, admin.id);
    return {
      email: admin.email,
      passkeys: passkeys.map(({ name, addedAt }) => ({ name, addedAt: addedAt?.toISOString() ?? null })),
    };
  }
}

function missing(field: string, expected: string): HouseError {
  return faultyFields({ [field]: expected });
}

function unknown(): HouseError {
  return new HouseError('not-found', 'This link is not complete. Please open it from the letter, or copy it whole.');
}

function spent(link: OneTimeLink | null): HouseError {
  const again =
    link?.kind === 'reset'
      ? 'You can ask for a new one on the sign-in page.'
      : 'Please ask whoever invited you for a new one.';
  return new HouseError('gone', `This link has been used or has expired. ${again}`);
}
