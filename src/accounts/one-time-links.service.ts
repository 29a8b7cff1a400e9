import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { Config } from '../config/config.js';
import { AdminStore } from './admin.store.js';
import { type NewLink, type OneTimeLink, OneTimeLinkStore } from './one-time-link.store.js';
import type { Role } from './permissions.js';
import { randomToken } from './random-token.js';

const hour = 3_600_000;
/** How long a one-time link can be taken: a stranger's chance is kept short, a colleague's holiday is thought of. */
const lives = { owner: 24 * hour, invitation: 7 * 24 * hour, reset: hour };

/** Makes one-time links. Their base is PUBLIC_URL, never what a request says (rule 40). */
@Injectable()
export class OneTimeLinks {
  constructor(
    private readonly dataSource: DataSource,
    private readonly admins: AdminStore,
    private readonly links: OneTimeLinkStore,
    private readonly config: Config,
  ) {}

  /** Null: there is an owner, so nobody can become one this way. `livesMs`: for a demo, whose days are seconds. */
  async forFirstOwner(now: Date, livesMs = lives.owner): Promise<string | null> {
    const db = this.dataSource.manager;
    if (await this.admins.hasOwner(db)) return null;
    const expiresAt = new Date(now.getTime() + livesMs);
    const link = { kind: 'owner', email: null, role: null, adminId: null, madeBy: 'command line' } as const;
    return (await this.make(db, { ...link, createdAt: now, expiresAt })).url;
  }

  /** `email` in small letters; a newer invitation takes the place of an older one. */
  invite(
    db: EntityManager,
    to: { email: string; role: Role },
    madeBy: string,
    now: Date,
  ): Promise<{ id: string; url: string }> {
    const expiresAt = new Date(now.getTime() + lives.invitation);
    return this.make(db, { kind: 'invitation', ...to, adminId: null, madeBy, createdAt: now, expiresAt });
  }

  /** The open invitation's link anew; the one before opens nothing now. Null: it was taken or withdrawn. */
  async again(id: string, now: Date, db = this.dataSource.manager): Promise<{ email: string; url: string } | null> {
    const token = randomToken();
    const link = await this.links.renew(db, id, token, new Date(now.getTime() + lives.invitation));
    return link?.email ? { email: link.email, url: this.urlOf('invitation', token) } : null;
  }

  async reset(db: EntityManager, admin: { id: string; email: string }, madeBy: string, now: Date): Promise<string> {
    const expiresAt = new Date(now.getTime() + lives.reset);
    const whose = { kind: 'reset', email: admin.email, role: null, adminId: admin.id } as const;
    return (await this.make(db, { ...whose, madeBy, createdAt: now, expiresAt })).url;
  }

  /** For "I forgot my password". Null: there is nobody with this address, which only the address's owner may learn. */
  async resetFor(email: string, now: Date): Promise<{ email: string; url: string } | null> {
    const db = this.dataSource.manager;
    const admin = await this.admins.findByEmail(db, email);
    if (!admin) return null;
    return { email: admin.email, url: await this.reset(db, admin, `admin:${admin.id}`, now) };
  }

  /** Where somebody of the team asks for a link to a new password, and their address. Null: they have left. */
  async pageOfResets(adminId: string): Promise<{ email: string; url: string } | null> {
    const admin = await this.admins.find(this.dataSource.manager, adminId);
    return admin && { email: admin.email, url: `${this.config.publicUrl}/admin/forgot` };
  }

  /** Invitations nobody has taken yet, newest first. */
  open(): Promise<OneTimeLink[]> {
    return this.links.openInvitations(this.dataSource.manager);
  }

  /** Null: it was taken or withdrawn. */
  withdraw(db: EntityManager, id: string): Promise<OneTimeLink | null> {
    return this.links.withdraw(db, id);
  }

  /** What somebody offered while they could; see OneTimeLinkStore. */
  withdrawThoseOf(db: EntityManager, madeBy: string): Promise<OneTimeLink[]> {
    return this.links.withdrawThoseOf(db, madeBy);
  }

  private async make(db: EntityManager, link: NewLink): Promise<{ id: string; url: string }> {
    const token = randomToken();
    return { id: await this.links.make(db, token, link), url: this.urlOf(link.kind, token) };
  }

  private urlOf(kind: NewLink['kind'], token: string): string {
    return `${this.config.publicUrl}/admin/${kind === 'reset' ? 'reset' : 'invite'}/${token}`;
  }
}
