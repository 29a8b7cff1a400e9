import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { LinkKind } from './entry.schema.js';
import type { Role } from './permissions.js';
import { tokenHash } from './random-token.js';

export interface OneTimeLink {
  id: string;
  kind: LinkKind;
  email: string | null;
  role: Role | null;
  adminId: string | null;
  madeBy: string;
  createdAt: Date;
  expiresAt: Date;
  takenAt: Date | null;
}

export type NewLink = Omit<OneTimeLink, 'id' | 'takenAt'>;

const columns = `id, kind, email, role, admin_id as "adminId", made_by as "madeBy", created_at as "createdAt",
  expires_at as "expiresAt", taken_at as "takenAt"`;

/** Table one_time_links. The token itself is kept nowhere: a copy of the database opens nothing. */
@Injectable()
export class OneTimeLinkStore {
  /** A newer invitation of the same person, or a newer reset, takes the place of the one before. */
  async make(db: EntityManager, token: string, link: NewLink): Promise<string> {
    await db.query(
      `delete from one_time_links
       where taken_at is null and (($1 = 'invitation' and kind = $1 and email = $2) or ($1 = 'reset' and kind = $1 and admin_id = $3))`,
      [link.kind, link.email, link.adminId],
    );
    const [row] = await db.query<Array<{ id: string }>>(
      `insert into one_time_links (token_hash, kind, email, role, admin_id, made_by, created_at, expires_at)
       values ($1, $2, $3, $4, $5, $6, $7, $8) returning id`,
      [tokenHash(token), link.kind, link.email, link.role, link.adminId, link.madeBy, link.createdAt, link.expiresAt],
    );
    if (!row) throw new Error('the link was not kept');
    return row.id;
  }

  async find(db: EntityManager, token: string): Promise<OneTimeLink | null> {
    const [row] = await db.query<OneTimeLink[]>(`select ${columns} from one_time_links where token_hash = $1`, [
      tokenHash(token),
    ]);
    return row ?? null;
  }

  /**
   * Null: taken, expired or never made. Of two at once one gets it. Whoever takes an owner's link takes all open ones with
   * it, in order of id, so that two owners' links cannot make two owners.
   */
  async take(db: EntityManager, token: string, now: Date): Promise<OneTimeLink | null> {
    await db.query(
      `select 1 from one_time_links
       where kind = 'owner' and taken_at is null and (select kind from one_time_links where token_hash = $1) = 'owner'
       order by id for update`,
      [tokenHash(token)],
    );
    const [rows] = await db.query<[OneTimeLink[], number]>(
      `update one_time_links set taken_at = $2
       where token_hash = $1 and taken_at is null and expires_at > $2 returning ${columns}`,
      [tokenHash(token), now],
    );
    const link = rows[0] ?? null;
    if (link?.kind === 'owner')
      await db.query(`update one_time_links set taken_at = $1 where kind = 'owner' and taken_at is null`, [now]);
    return link;
  }

  /** An open invitation gets another token and more time: the link sent before opens nothing now. Null: it is taken or gone. */
  async renew(db: EntityManager, id: string, token: string, expiresAt: Date): Promise<OneTimeLink | null> {
    const [rows] = await db.query<[OneTimeLink[], number]>(
      `update one_time_links set token_hash = $2, expires_at = $3
       where id = $1 and kind = 'invitation' and taken_at is null returning ${columns}`,
      [id, tokenHash(token), expiresAt],
    );
    return rows[0] ?? null;
  }

  /** Invitations nobody has taken yet, expired ones too, newest first. A team is small: no pages. */
  async openInvitations(db: EntityManager): Promise<OneTimeLink[]> {
    return db.query<OneTimeLink[]>(
      `select ${columns} from one_time_links where kind = 'invitation' and taken_at is null order by id desc limit 100`,
    );
  }

  /** All open invitations that somebody made; gives them. Waits for one that is being taken. */
  async withdrawThoseOf(db: EntityManager, madeBy: string): Promise<OneTimeLink[]> {
    const [rows] = await db.query<[OneTimeLink[], number]>(
      `delete from one_time_links where made_by = $1 and kind = 'invitation' and taken_at is null returning ${columns}`,
      [madeBy],
    );
    return rows;
  }

  /** Those that had been taken or had expired by then go: until then the team sees who let an invitation pass. A team has few. */
  async clearOld(db: EntityManager, before: Date): Promise<void> {
    await db.query('delete from one_time_links where taken_at < $1 or expires_at < $1', [before]);
  }

  /** Null: it is not there any more. */
  async withdraw(db: EntityManager, id: string): Promise<OneTimeLink | null> {
    const [rows] = await db.query<[OneTimeLink[], number]>(
      `delete from one_time_links where id = $1 and kind = 'invitation' and taken_at is null returning ${columns}`,
      [id],
    );
    return rows[0] ?? null;
  }
}
