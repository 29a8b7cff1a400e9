import { Injectable } from '@nestjs/common';
import { DataSource, EntityManager } from 'typeorm';

export type SignupOutcome = 'confirmation' | 'already-in' | 'cooling-down' | 'suppressed' | 'address-change';

/** An address that was written to about a sign-up is not written to again within this time (rule 29). */
export const coolDownMs = 15 * 60_000;

/** A sign-up as typed; `hour` in minutes after midnight, null where the course's own holds. */
export interface Signup {
  id: string;
  courseId: string | null;
  email: string;
  emailKey: string;
  firstName: string | null;
  zone: string | null;
  hour: number | null;
  newsletter: boolean;
  words: string;
  newsletterWords: string;
  clientAddress: string;
  createdAt: Date;
  expiresAt: Date;
  subscriberId: string | null;
  outcome: SignupOutcome | null;
  confirmedAt: Date | null;
}

const columns = `id, course_id as "courseId", email, email_key as "emailKey", first_name as "firstName", zone, hour, newsletter,
  words, newsletter_words as "newsletterWords", client_address as "clientAddress", created_at as "createdAt",
  expires_at as "expiresAt", subscriber_id as "subscriberId", outcome, confirmed_at as "confirmedAt"`;

/** All SQL of sign-ups, and their only writer. */
@Injectable()
export class SignupStore {
  constructor(private readonly db: DataSource) {}

  /** The one thing a POST does: the same insert, in the same time, whoever it is (rule 29). */
  async append(signup: Omit<Signup, 'id' | 'subscriberId' | 'outcome' | 'confirmedAt'>): Promise<string> {
    const [row] = await this.db.query<Array<{ id: string }>>(
      `insert into signups (course_id, email, email_key, first_name, zone, hour, newsletter, words, newsletter_words, client_address, created_at, expires_at)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12) returning id`,
      [
        signup.courseId,
        signup.email,
        signup.emailKey,
        signup.firstName,
        signup.zone,
        signup.hour,
        signup.newsletter,
        signup.words,
        signup.newsletterWords,
        signup.clientAddress,
        signup.createdAt,
        signup.expiresAt,
      ],
    );
    if (!row) throw new Error('the sign-up was not kept');
    await this.db.query(`select pg_notify('coursepost_due', '')`);
    return row.id;
  }

  /** A new address waiting to be proven: decided from the start, so that no worker takes it for a sign-up. */
  async appendAddressChange(
    wanted: Pick<Signup, 'email' | 'emailKey' | 'clientAddress' | 'createdAt' | 'expiresAt'> & { subscriberId: string },
    manager: EntityManager,
  ): Promise<string> {
    const [row] = await manager.query<Array<{ id: string }>>(
      `insert into signups (email, email_key, words, newsletter_words, client_address, created_at, expires_at, subscriber_id, decided_at, outcome)
       values ($1, $2, '', '', $3, $4, $5, $6, $4, 'address-change') returning id`,
      [wanted.email, wanted.emailKey, wanted.clientAddress, wanted.createdAt, wanted.expiresAt, wanted.subscriberId],
    );
    if (!row) throw new Error('the new address was not kept');
    return row.id;
  }

  /** Whether a sign-up waits: a look that opens no transaction, for every beat. Served by signups_undecided. */
  async anyUndecided(): Promise<boolean> {
    const [row] = await this.db.query<Array<{ any: boolean }>>(
      'select exists (select 1 from signups where decided_at is null) as any',
    );
    return row?.any ?? false;
  }

  /** Undecided sign-ups, oldest first, locked; served by signups_undecided; two workers take different ones. */
  async takeUndecided(limit: number, manager: EntityManager): Promise<Signup[]> {
    return manager.query<Signup[]>(
      `select ${columns} from signups where decided_at is null order by id limit $1 for update skip locked`,
      [limit],
    );
  }

  /** Addresses, with the course, that were written to about a sign-up since `since`; served by signups_by_address. */
  async writtenTo(
    emailKeys: readonly string[],
    since: Date,
    manager: EntityManager,
  ): Promise<Array<{ emailKey: string; courseId: string | null }>> {
    return manager.query(
      `select email_key as "emailKey", course_id as "courseId" from signups
       where email_key = any($1) and created_at > $2 and outcome in ('confirmation', 'already-in')`,
      [emailKeys, since],
    );
  }

  /** Which of these people walk these courses at present. */
  async openWalks(
    subscriberIds: readonly string[],
    manager: EntityManager,
  ): Promise<Array<{ subscriberId: string; courseId: string }>> {
    return manager.query(
      `select subscriber_id as "subscriberId", course_id as "courseId" from enrollments
       where subscriber_id = any($1) and state in ('active', 'paused')`,
      [subscriberIds],
    );
  }

  async decide(
    decisions: ReadonlyArray<{ id: string; outcome: SignupOutcome; subscriberId: string | null }>,
    now: Date,
    manager: EntityManager,
  ): Promise<void> {
    await manager.query(
      `update signups g set decided_at = $2, outcome = d.outcome, subscriber_id = d."subscriberId"
       from jsonb_to_recordset($1) as d(id bigint, outcome text, "subscriberId" bigint) where g.id = d.id`,
      [JSON.stringify(decisions), now],
    );
  }

  async byId(id: string, manager: EntityManager = this.db.manager): Promise<Signup | null> {
    const [row] = await manager.query<Signup[]>(`select ${columns} from signups where id = $1`, [id]);
    return row ?? null;
  }

  async byIds(ids: readonly string[]): Promise<Map<string, Signup>> {
    const rows = await this.db.query<Signup[]>(`select ${columns} from signups where id = any($1)`, [ids]);
    return new Map(rows.map((row) => [row.id, row]));
  }

  async take(id: string, manager: EntityManager): Promise<Signup | null> {
    const [row] = await manager.query<Signup[]>(`select ${columns} from signups where id = $1 for update`, [id]);
    return row ?? null;
  }

  async confirm(id: string, now: Date, manager: EntityManager): Promise<void> {
    await manager.query('update signups set confirmed_at = $2 where id = $1', [id, now]);
  }

  /** Unconfirmed sign-ups past their time, with what was typed into them; served by signups_expiring. */
  async deleteExpired(
    now: Date,
    limit: number,
    manager: EntityManager,
  ): Promise<{ deleted: number; people: string[] }> {
    const [rows, deleted] = await manager.query<[Array<{ subscriberId: string | null }>, number]>(
      `delete from signups where id in (
         select id from signups where confirmed_at is null and expires_at <= $1 order by expires_at limit $2 for update skip locked)
       returning subscriber_id as "subscriberId"`,
      [now, limit],
    );
    return { deleted, people: rows.flatMap((row) => (row.subscriberId === null ? [] : [row.subscriberId])) };
  }
}
