import { domainToASCII } from 'node:url';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The list of senders. A house whose settings page has set its one sender gets that one as the first of the list and its default, so
 * that its letters stay as they are. The setting itself stays where it is: processes of the release before still read it.
 */
export class Senders1764017000000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(senders);
    const [kept] = (await db.query(
      `select value->'kept'->'sender'->>'name' as name, value->'kept'->'sender'->>'email' as email
       from settings where name = 'house' and value->'kept'->'sender'->>'email' is not null`,
    )) as Array<{ name: string | null; email: string }>;
    if (!kept) return;
    await db.query(`insert into senders (name, email, address_key, is_default) values ($1, $2, $3, true)`, [
      kept.name ?? '',
      kept.email,
      keyOf(kept.email),
    ]);
  }

  async down(): Promise<void> {
    throw new Error('Coursepost migrates forward only: restore a backup to go back.');
  }
}

const senders = /* sql */ `
  -- Who letters may come from. A course names one by its address; letters that are composed name a letterhead, which stays.
  create table senders (
    id bigint generated always as identity primary key,
    version integer not null default 1,   -- one more with each change
    name text not null,                   -- '': the address alone
    email text not null,
    address_key text not null unique,     -- the one spelling in which addresses are compared
    reply_to text,                        -- null: the house's address for answers
    is_default boolean not null default false
  );
  create unique index senders_default on senders (is_default) where is_default;
`;

/** As the house compares addresses at the time of this migration. */
function keyOf(email: string): string {
  const at = email.lastIndexOf('@');
  const domain = email.slice(at + 1);
  return `${email.slice(0, at).toLowerCase().normalize('NFC')}@${domainToASCII(domain) || domain.toLowerCase()}`;
}
