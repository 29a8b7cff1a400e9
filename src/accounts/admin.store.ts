import { randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import type { Role } from './permissions.js';

/** Somebody of the team, as the table keeps them. */
export interface AdminRow {
  id: string;
  name: string;
  email: string;
  role: Role;
}

/**
 * Tables admins and admin_credentials, which the library reads and we write: so that an account, its link and its line
 * in the audit log are one transaction. Sessions end here too.
 */
@Injectable()
export class AdminStore {
  constructor(private readonly dataSource: DataSource) {}

  /** Null: there is somebody with this address already. `passwordHash` as Auth.hash gives it. */
  async create(
    db: EntityManager,
    admin: Omit<AdminRow, 'id'> & { passwordHash: string },
    now: Date,
  ): Promise<string | null> {
    const id = randomBytes(15).toString('base64url');
    // Of two at once with one address, the unique index lets one in.
    const made = await db.query<unknown[]>(
      `insert into admins (id, name, email, email_verified, role, created_at, updated_at)
       values ($1, $2, $3, true, $4, $5, $5) on conflict (email) do nothing returning id`,
      [id, admin.name, admin.email, admin.role, now],
    );
    if (made.length === 0) return null;
    await this.setPassword(db, id, admin.passwordHash, now);
    return id;
  }

  async setPassword(db: EntityManager, id: string, passwordHash: string, now: Date): Promise<void> {
    await db.query(
      `insert into admin_credentials (id, account_id, provider_id, admin_id, password, created_at, updated_at)
       values ($1, $2, 'credential', $2, $3, $4, $4)
       on conflict (admin_id, provider_id) do update set password = excluded.password, updated_at = excluded.updated_at`,
      [randomBytes(15).toString('base64url'), id, passwordHash, now],
    );
  }

  async find(db: EntityManager, id: string): Promise<AdminRow | null> {
    const [row] = await db.query<AdminRow[]>('select id, name, email, role from admins where id = $1', [id]);
    return row ?? null;
  }

  /** `email` in small letters. */
  async findByEmail(db: EntityManager, email: string): Promise<AdminRow | null> {
    const [row] = await db.query<AdminRow[]>('select id, name, email, role from admins where email = $1', [email]);
    return row ?? null;
  }

  /** Everybody, the oldest member first. A team is small: no pages. */
  async all(): Promise<AdminRow[]> {
    return this.dataSource.query<AdminRow[]>('select id, name, email, role from admins order by created_at, id');
  }

  async hasOwner(db: EntityManager): Promise<boolean> {
    const rows = await db.query<unknown[]>(`select 1 from admins where role = 'owner' limit 1`);
    return rows.length > 0;
  }

  /** Locks all owners, in one order; who waits here sees afterwards how many are left. Gives their ids. */
  async lockOwners(db: EntityManager): Promise<string[]> {
    const rows = await db.query<Array<{ id: string }>>(
      `select id from admins where role = 'owner' order by id for update`,
    );
    return rows.map(({ id }) => id);
  }

  /** Whether this actor ('admin:ID') is an owner, and stays one until the transaction ends. */
  async isOwner(db: EntityManager, actor: string): Promise<boolean> {
    const rows = await db.query<unknown[]>(`select 1 from admins where id = $1 and role = 'owner' for share`, [
      actor.replace(/^admin:/, ''),
    ]);
    return rows.length > 0;
  }

  async rename(db: EntityManager, id: string, name: string, now: Date): Promise<void> {
    await db.query('update admins set name = $2, updated_at = $3 where id = $1', [id, name, now]);
  }

  async setRole(db: EntityManager, id: string, role: Role, now: Date): Promise<void> {
    await db.query('update admins set role = $2, updated_at = $3 where id = $1', [id, role, now]);
  }

  /** With sessions, second factor, passkeys and keys; the audit log keeps what they did. */
  async remove(db: EntityManager, id: string): Promise<void> {
    await db.query('delete from admins where id = $1', [id]);
  }

  /** The library's, which writes them. Served by its index on admin_id. */
  passkeysOf(db: EntityManager, id: string): Promise<Array<{ id: string; name: string | null; addedAt: Date | null }>> {
    return db.query(
      `select id, name, created_at as "addedAt" from admin_passkeys where admin_id = $1 order by created_at, id`,
      [id],
    );
  }

  async endSessions(db: EntityManager, id: string): Promise<void> {
    await db.query('delete from admin_sessions where admin_id = $1', [id]);
  }

  /** Not the second factor's secret alone: a lost telephone means new recovery codes too. */
  async removeSecondFactor(db: EntityManager, id: string): Promise<void> {
    await db.query('delete from admin_second_factors where admin_id = $1', [id]);
    await db.query('update admins set two_factor_enabled = false where id = $1', [id]);
  }
}
