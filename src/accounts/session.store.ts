import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';

interface SessionRow {
  id: string;
  userAgent: string | null;
  clientAddress: string | null;
  signedInAt: Date;
  lastSeenAt: Date;
}

/** What the library keeps for somebody between two steps: a password typed whose code is owed, a browser trusted for a while. */
export async function endChallenges(db: EntityManager, adminId: string): Promise<void> {
  await db.query('delete from admin_challenges where value = $1', [adminId]);
}

/** What the library keeps about one person's ways in: sessions, the second factor. It writes them; we read, and end sessions. */
@Injectable()
export class SessionStore {
  constructor(private readonly db: DataSource) {}

  /** Those that have not ended, the one used last first; the library lives on real time. Served by admin_sessions_admin_id_idx. */
  of(adminId: string): Promise<SessionRow[]> {
    return this.db.query<SessionRow[]>(
      `select id, user_agent as "userAgent", client_address as "clientAddress", created_at as "signedInAt", updated_at as "lastSeenAt"
       from admin_sessions where admin_id = $1 and expires_at > clock_timestamp() order by updated_at desc, id limit 100`,
      [adminId],
    );
  }

  /** False: it is not theirs, or has ended. */
  async end(db: EntityManager, adminId: string, sessionId: string): Promise<boolean> {
    const [, count] = await db.query<[unknown[], number]>(
      'delete from admin_sessions where id = $1 and admin_id = $2',
      [sessionId, adminId],
    );
    return count > 0;
  }

  /** The library passes by what has expired, and leaves it; it lives on real time. A day later it goes. A team has few. */
  async clearEnded(): Promise<void> {
    for (const table of ['admin_sessions', 'admin_challenges'])
      await this.db.query(`delete from ${table} where expires_at < clock_timestamp() - interval '1 day'`);
  }

  async hasSecondFactor(adminId: string): Promise<boolean> {
    const [row] = await this.db.query<Array<{ on: boolean | null }>>(
      'select two_factor_enabled as on from admins where id = $1',
      [adminId],
    );
    return row?.on === true;
  }
}
