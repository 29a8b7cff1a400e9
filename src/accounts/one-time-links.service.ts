import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { Config } from '../config/config.js';
import { AdminStore } from './admin.store.js';
import { OneTimeLinkStore } from './one-time-link.store.js';
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

  /** Null: there is an owner, so nobody can become one this way. */
  async forFirstOwner(now: Date): Promise<string | null> {
    const db = this.dataSource.manager;
    if (await this.admins.hasOwner(db)) return null;
    return this.make(db, { kind: 'owner', email: null, role: null, adminId: null, madeBy: 'command line' }, now);
  }

  /** `email` in small letters; a newer link takes the place of an older one. */
  async invite(db: EntityManager, to: { email: string; role: Role }, madeBy: string, now: Date): Promise<string> {
    return this.make(db, { kind: 'invitation', ...to, adminId: null, madeBy }, now);
  }

  async reset(db: EntityManager, admin: { id: string; email: string }, madeBy: string, now: Date): Promise<string> {
    return this.make(db, { kind: 'reset', email: admin.email, role: null, adminId: admin.id, madeBy }, now);
  }

  private async make(
    db: EntityManager,
    link: Omit<Parameters<OneTimeLinkStore['make']>[2], 'createdAt' | 'expiresAt'>,
    now: Date,
  ): Promise<string> {
    const token = randomToken();
    const expiresAt = new Date(now.getTime() + lives[link.kind]);
    await this.links.make(db, token, { ...link, createdAt: now, expiresAt });
    const page = link.kind === 'reset' ? 'reset' : 'invite';
    return `${this.config.publicUrl}/admin/${page}/${token}`;
  }
}
