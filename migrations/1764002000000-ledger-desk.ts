import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What the pages on the ledger, the settings of the house and Today stand on. */
export class LedgerDesk1764002000000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    for (const statement of [letterheads, desk, lists, today]) await db.query(statement);
  }

  async down(): Promise<void> {
    throw new Error('Coursepost migrates forward only: restore a backup to go back.');
  }
}

const letterheads = /* sql */ `
  -- Sender and postal address as letters bear them; a row of the ledger names the one it was composed with (rule 15).
  create table letterheads (
    id bigint generated always as identity primary key,
    name text not null,              -- '': the address alone
    email text not null,
    reply_to text not null,          -- '': answers go to the sender
    postal_address text not null,
    unique (name, email, reply_to, postal_address)
  );
`;

const desk = /* sql */ `
  -- When a person last decided about a letter in doubt. Sent again by a person it is no longer its walk's open letter: the
  -- walk went on when it was held.
  alter table deliveries add column decided_at timestamptz;
  drop index deliveries_one_open;
  create unique index deliveries_one_open on deliveries (subscriber_id, enrollment_id)
    where kind in ('lesson', 'completion') and repeat_of is null and decided_at is null
      and (state in ('planned', 'claimed', 'sending') or (state = 'in_doubt' and not held));
`;

const lists = /* sql */ `
  -- The ledger's pages, newest first; a row enters these when it is settled, and not at every move before.
  create index deliveries_settled on deliveries (settled_at, id) where settled_at is not null;
  create index deliveries_course_settled on deliveries (course_id, settled_at, id) where settled_at is not null;
  create index deliveries_unsent on deliveries (state, settled_at, id)
    where settled_at is not null and state in ('refused', 'withdrawn', 'in_doubt', 'closed');
  -- The claim's index, with a key that a page can be read by also where 100,000 letters are due at one instant.
  drop index deliveries_due;
  create index deliveries_due on deliveries (due_at, id) where state = 'planned';
  create index suppressions_newest on suppressions (created_at, address_hash);
`;

const today = /* sql */ `
  -- How many letters each worker has settled in each quarter of an hour (calendar time): written by the turn that settles
  -- them, a row a worker, so that workers never wait for each other.
  create table letter_tallies (
    quarter timestamptz not null,
    worker_id bigint not null references workers (id),
    state text not null check (state in ('accepted', 'refused', 'in_doubt')),
    letters integer not null,
    primary key (quarter, worker_id, state)
  );

  -- What is reckoned in the background and shown with its time: the forecast, comings and goings.
  create table house_figures (
    name text primary key,
    reckoned_at timestamptz not null,
    figures jsonb not null
  );
  create index signups_newest on signups (created_at);
  create index consents_confirmed on consents (confirmed_at);
  create index enrollments_ended on enrollments (ended_at) where ended_at is not null;
`;
