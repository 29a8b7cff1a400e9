import { Injectable } from '@nestjs/common';
import { DataSource, EntityManager } from 'typeorm';

export interface Subscriber {
  id: string;
  email: string;
  emailKey: string;
  addressHash: string;
  state: 'unconfirmed' | 'confirmed';
  firstName: string | null;
  zone: string | null;
}

const columns = `id, email, email_key as "emailKey", address_hash as "addressHash", state, first_name as "firstName", zone`;

/** All SQL of subscribers and their consents, and their only writer. */
@Injectable()
export class SubscriberStore {
  constructor(private readonly db: DataSource) {}

  /**
   * Finds or makes people by address and holds them, in the order of their addresses, until the transaction ends; a known
   * one is left as it is. Two workers at once get the same rows, one after the other.
   */
  async findOrAdd(
    people: ReadonlyArray<{ email: string; emailKey: string; addressHash: string }>,
    now: Date,
    manager: EntityManager,
  ): Promise<Subscriber[]> {
    await manager.query(
      `insert into subscribers (email, email_key, address_hash, state, created_at)
       select p.email, p."emailKey", p."addressHash", 'unconfirmed', $2
       from jsonb_to_recordset($1) as p(email text, "emailKey" text, "addressHash" text)
       order by p."emailKey" on conflict (email_key) do nothing`,
      [JSON.stringify(people), now],
    );
    return manager.query<Subscriber[]>(
      `select ${columns} from subscribers where email_key = any($1) order by email_key for no key update`,
      [people.map((one) => one.emailKey)],
    );
  }

  async byId(id: string, manager: EntityManager = this.db.manager): Promise<Subscriber | null> {
    const [row] = await manager.query<Subscriber[]>(`select ${columns} from subscribers where id = $1`, [id]);
    return row ?? null;
  }

  async byEmailKey(emailKey: string, manager: EntityManager): Promise<Subscriber | null> {
    const [row] = await manager.query<Subscriber[]>(`select ${columns} from subscribers where email_key = $1`, [
      emailKey,
    ]);
    return row ?? null;
  }

  /** Name and zone as given, null too; the caller holds the person. */
  async rename(
    id: string,
    { firstName, zone }: { firstName: string | null; zone: string | null },
    manager: EntityManager,
  ): Promise<void> {
    await manager.query('update subscribers set first_name = $2, zone = $3 where id = $1', [id, firstName, zone]);
  }

  async tags(id: string): Promise<string[]> {
    const rows = await this.db.query<Array<{ tag: string }>>(
      'select tag from subscriber_tags where subscriber_id = $1 order by tag',
      [id],
    );
    return rows.map((row) => row.tag);
  }

  /** One person, locked: every change that spans courses takes this first. */
  async take(id: string, manager: EntityManager): Promise<Subscriber | null> {
    const [row] = await manager.query<Subscriber[]>(
      `select ${columns} from subscribers where id = $1 for no key update`,
      [id],
    );
    return row ?? null;
  }

  /** What is null stays as it was. */
  async confirm(
    id: string,
    choices: { firstName: string | null; zone: string | null },
    now: Date,
    manager: EntityManager,
  ): Promise<void> {
    await manager.query(
      `update subscribers set state = 'confirmed', confirmed_at = coalesce(confirmed_at, $4),
              first_name = coalesce($2, first_name), zone = coalesce($3, zone) where id = $1`,
      [id, choices.firstName, choices.zone, now],
    );
  }

  /**
   * A changed address; false when another person has it. Two people asking for one free address take turns here, so the
   * second finds it taken instead of failing on the unique index.
   */
  async changeAddress(
    id: string,
    address: { email: string; emailKey: string; addressHash: string },
    manager: EntityManager,
  ): Promise<boolean> {
    await manager.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [address.emailKey]);
    const [, count] = await manager.query<[unknown[], number]>(
      `update subscribers set email = $2, email_key = $3, address_hash = $4
       where id = $1 and not exists (select 1 from subscribers o where o.email_key = $3 and o.id <> $1)`,
      [id, address.email, address.emailKey, address.addressHash],
    );
    return count === 1;
  }

  async addConsent(
    consent: {
      subscriberId: string;
      courseId: string | null;
      words: string;
      signedUpAt: Date;
      signedUpFrom: string;
      confirmedFrom: string;
    },
    now: Date,
    manager: EntityManager,
  ): Promise<void> {
    await manager.query(
      `insert into consents (subscriber_id, purpose, course_id, words, signed_up_at, signed_up_from, confirmed_at, confirmed_from)
       values ($1, $2, $3, $4, $5, $6, $7, $8)`,
      [
        consent.subscriberId,
        consent.courseId === null ? 'newsletter' : 'course',
        consent.courseId,
        consent.words,
        consent.signedUpAt,
        consent.signedUpFrom,
        now,
        consent.confirmedFrom,
      ],
    );
  }

  async hasNewsletter(id: string, manager: EntityManager = this.db.manager): Promise<boolean> {
    const [row] = await manager.query<unknown[]>(
      `select 1 from consents where subscriber_id = $1 and purpose = 'newsletter' and withdrawn_at is null limit 1`,
      [id],
    );
    return row !== undefined;
  }

  /** Which of these people have the newsletter. By the key of consents. */
  async withNewsletter(ids: readonly string[], manager: EntityManager): Promise<string[]> {
    const rows = await manager.query<Array<{ id: string }>>(
      `select distinct subscriber_id as id from consents
       where subscriber_id = any($1) and purpose = 'newsletter' and withdrawn_at is null`,
      [ids],
    );
    return rows.map(({ id }) => id);
  }

  async hasCourseConsent(id: string, courseId: string, manager: EntityManager): Promise<boolean> {
    const [row] = await manager.query<unknown[]>(
      'select 1 from consents where subscriber_id = $1 and course_id = $2 and withdrawn_at is null limit 1',
      [id, courseId],
    );
    return row !== undefined;
  }

  /** Withdraws consent: for the newsletter, one course, or everything. */
  async withdrawConsent(
    id: string,
    which: { purpose?: 'course' | 'newsletter'; courseId?: string },
    now: Date,
    manager: EntityManager,
  ): Promise<void> {
    await manager.query(
      `update consents set withdrawn_at = $4 where subscriber_id = $1 and withdrawn_at is null
       and ($2::text is null or purpose = $2) and ($3::bigint is null or course_id = $3)`,
      [id, which.purpose ?? null, which.courseId ?? null, now],
    );
  }

  /** No issue any more: the newsletter's consent ends, and those for courses hold for lessons alone from here on. */
  async endIssues(id: string, now: Date, manager: EntityManager): Promise<void> {
    await manager.query(
      `update consents set withdrawn_at = case when purpose = 'newsletter' then $2::timestamptz end, no_issues_at = $2
       where subscriber_id = $1 and withdrawn_at is null and no_issues_at is null`,
      [id, now],
    );
  }

  /** Issues again on every ground there is. */
  async allowIssues(id: string, manager: EntityManager): Promise<void> {
    await manager.query('update consents set no_issues_at = null where subscriber_id = $1 and withdrawn_at is null', [
      id,
    ]);
  }

  async consents(id: string): Promise<Array<Record<string, unknown>>> {
    return this.db.query(
      `select n.purpose, c.slug as course, n.words, n.signed_up_at as "signedUpAt", n.signed_up_from as "signedUpFrom",
              n.confirmed_at as "confirmedAt", n.confirmed_from as "confirmedFrom", n.withdrawn_at as "withdrawnAt",
              n.no_issues_at as "noIssuesAt"
       from consents n left join courses c on c.id = n.course_id where n.subscriber_id = $1 order by n.id`,
      [id],
    );
  }

  /** What was typed into sign-up forms with this address and is still kept, for "download my data". */
  async signUps(emailKey: string): Promise<Array<Record<string, unknown>>> {
    return this.db.query(
      `select c.slug as course, g.email, g.first_name as "firstName", g.zone, g.newsletter, g.client_address as "from",
              g.created_at as "signedUpAt", g.confirmed_at as "confirmedAt"
       from signups g left join courses c on c.id = g.course_id where g.email_key = $1 order by g.id`,
      [emailKey],
    );
  }

  /** Erases the person: enrollments, letters, consents and decided sign-ups go with the row; undecided ones by address. */
  async erase(id: string, emailKey: string, manager: EntityManager): Promise<void> {
    await manager.query('delete from subscribers where id = $1', [id]);
    await manager.query('delete from signups where email_key = $1', [emailKey]);
    await manager.query(`delete from audit_entries where subject_kind = 'subscriber' and subject_id = $1::text`, [id]);
  }

  /** Of these people, those who never confirmed anything and have no other sign-up open are forgotten without a trace. */
  async forgetUnconfirmed(ids: readonly string[], manager: EntityManager): Promise<void> {
    // Held first: a worker that has just linked a new sign-up to one of them must be seen by the delete.
    await manager.query('select 1 from subscribers where id = any($1) order by id for update', [ids]);
    await manager.query(
      `delete from subscribers s where s.id = any($1) and s.state = 'unconfirmed'
       and not exists (select 1 from signups g where g.subscriber_id = s.id)`,
      [ids],
    );
  }
}
