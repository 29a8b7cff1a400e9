import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Role } from './permissions.js';
import type { Invitation, Member, Team } from './team.schema.js';

interface MemberRow extends Omit<Member, 'joinedAt' | 'lastSeenAt'> {
  joinedAt: Date;
  lastSeenAt: Date | null;
}

interface InvitationRow {
  id: string;
  email: string;
  role: Role;
  invitedBy: string | null;
  expiresAt: Date;
}

/** The page of the team, in two statements. A team is small: no pages. */
@Injectable()
export class TeamReader {
  constructor(private readonly db: DataSource) {}

  async team(now: Date): Promise<Team> {
    const [members, invitations] = await Promise.all([this.members(), this.invitations()]);
    return {
      members: members.map((row) => ({
        ...row,
        joinedAt: row.joinedAt.toISOString(),
        lastSeenAt: row.lastSeenAt?.toISOString() ?? null,
      })),
      invitations: invitations.map((row): Invitation => ({
        ...row,
        expiresAt: row.expiresAt.toISOString(),
        expired: row.expiresAt <= now,
      })),
    };
  }

  /** Sessions and passkeys by their indexes on admin_id. */
  private members(): Promise<MemberRow[]> {
    return this.db.query<MemberRow[]>(
      `select a.id, a.name, a.email, a.role, coalesce(a.two_factor_enabled, false) as "secondFactor",
         (select count(*)::int from admin_passkeys p where p.admin_id = a.id) as passkeys,
         a.created_at as "joinedAt",
         (select max(s.updated_at) from admin_sessions s where s.admin_id = a.id) as "lastSeenAt"
       from admins a order by a.created_at, a.id limit 500`,
    );
  }

  /** Open ones, newest first; by the partial unique index on their addresses. */
  private invitations(): Promise<InvitationRow[]> {
    return this.db.query<InvitationRow[]>(
      `select l.id, l.email, l.role, a.name as "invitedBy", l.expires_at as "expiresAt"
       from one_time_links l left join admins a on 'admin:' || a.id = l.made_by
       where l.kind = 'invitation' and l.taken_at is null order by l.id desc limit 100`,
    );
  }
}
