import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Finding people among a million: an index for every list and filter, each in the order of the list (newest first is
 * descending id), so that a page costs what it shows. Tags, kept segments, and work on many people at once.
 */
export class FindingPeople1764006000000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    for (const statement of [lists, walks, tags, bulk]) await db.query(statement);
  }

  async down(): Promise<void> {
    throw new Error('Coursepost migrates forward only: restore a backup to go back.');
  }
}

const lists = /* sql */ `
  -- Beginnings of addresses and names, whatever the database's collation.
  create index subscribers_address on subscribers (email_key text_pattern_ops);
  create index subscribers_name on subscribers (lower(first_name) text_pattern_ops, id) where first_name is not null;
  create index subscribers_zone on subscribers (zone, id);
  create index subscribers_joined on subscribers (created_at, id);
  create index subscribers_unconfirmed on subscribers (id) where state = 'unconfirmed';
  create index subscribers_hash on subscribers (address_hash);
  create index consents_standing on consents (purpose, course_id, subscriber_id) where withdrawn_at is null;
`;

const walks = /* sql */ `
  -- Lessons that have been settled in this walk, repeats and skipped ones not counted; written with every next step.
  alter table enrollments add column lessons_had smallint not null default 0;
  update enrollments e set lessons_had = (
    select count(*) from deliveries d where d.subscriber_id = e.subscriber_id and d.enrollment_id = e.id and d.kind = 'lesson'
      and d.repeat_of is null and d.state not in ('withdrawn', 'skipped', 'planned', 'claimed', 'sending'));
  create index enrollments_standing on enrollments (course_id, state, subscriber_id);
  drop index enrollments_course;
  create index enrollments_of_course on enrollments (course_id, subscriber_id);
  create index enrollments_day on enrollments (course_id, lessons_had, subscriber_id) where state in ('active', 'paused');
`;

const tags = /* sql */ `
  create table tags (
    name text primary key check (length(name) between 1 and 40),
    created_at timestamptz not null
  );
  create table subscriber_tags (
    subscriber_id bigint not null references subscribers (id) on delete cascade,
    tag text not null references tags (name),
    tagged_at timestamptz not null,
    primary key (subscriber_id, tag)
  );
  create index subscriber_tags_tag on subscriber_tags (tag, subscriber_id);

  create table segments (
    id bigint generated always as identity primary key,
    name text not null check (length(name) between 1 and 80),
    expression jsonb not null,       -- as src/subscribers/segment.schema.ts reads it
    created_at timestamptz not null,
    saved_at timestamptz not null,
    saved_by text not null
  );
  create unique index segments_name on segments (lower(name));
`;

const bulk = /* sql */ `
  -- One act on many people: where it is, so that any worker goes on with it, and whom it changed, so that it can be undone.
  create table bulk_runs (
    id bigint generated always as identity primary key,
    act jsonb not null,
    expression jsonb,                -- everybody who matched when the run came to them
    chosen bigint[],                 -- or these
    undoes bigint references bulk_runs (id), -- or whom that run had changed
    state text not null check (state in ('running', 'stopped', 'finished', 'failed')),
    people integer not null,         -- how many there were at the start
    done integer not null default 0,
    changed integer not null default 0,
    reached bigint,                  -- the last person done; people are taken newest first
    failure text,
    started_at timestamptz not null,
    started_by text not null,
    ended_at timestamptz
  );
  create table bulk_changes (
    subscriber_id bigint not null references subscribers (id) on delete cascade,
    run_id bigint not null references bulk_runs (id) on delete cascade,
    primary key (subscriber_id, run_id)
  );
  create index bulk_changes_run on bulk_changes (run_id, subscriber_id);
`;
