import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Newsletter issues: their words, whom they go to and when, and how far their sending has come. */
export class Broadcasts1764020000000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(broadcasts);
  }

  async down(): Promise<void> {
    throw new Error('Coursepost migrates forward only: restore a backup to go back.');
  }
}

const broadcasts = /* sql */ `
  create table broadcasts (
    id bigint generated always as identity primary key,
    slug text unique check (slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$' and length(slug) <= 80), -- null: made of the subject when it is sent
    state text not null check (state in ('draft', 'scheduled', 'sending', 'paused', 'finished', 'stopped')),
    version integer not null,        -- what a save must name (optimistic locking)
    template text not null check (template in ('masthead', 'plain')),
    subject text not null,
    preheader text not null,
    body text not null,              -- Markdown
    sender text,                     -- address of one of the house's senders; null: the default one
    audience jsonb not null,         -- as src/broadcasts/audience.schema.ts reads it
    plan jsonb not null,             -- as src/broadcasts/plan.schema.ts reads it
    visibility text not null check (visibility in ('public', 'subscribers', 'hidden')),
    created_at timestamptz not null,
    created_by text not null,
    saved_at timestamptz not null,
    saved_by text not null,
    starts_at timestamptz,           -- scheduled: the first instant at which it is somebody's time
    started_at timestamptz,
    started_by text,
    ended_at timestamptz,
    paused_because text,             -- 'person', 'late', or what went wrong
    resumed_at timestamptz,          -- lateness is measured from here
    -- The sending: people are planned in the order of their ids, up to the greatest one there was at the start.
    chosen jsonb,                    -- the audience's conditions as they were read at the start, a kept segment's among them
    last_id bigint,
    planned_up_to bigint not null default 0,
    planned_rows integer not null default 0,
    planned_at timestamptz,          -- all of them are
    check (state = 'draft' or slug is not null),
    check (state in ('draft', 'scheduled') or started_at is not null)
  );
  -- The few that a heartbeat has to look at.
  create index broadcasts_under_way on broadcasts (id) where state in ('scheduled', 'sending', 'stopped');

  create table broadcast_pictures (
    broadcast_id bigint not null references broadcasts (id) on delete cascade,
    path text not null,              -- as the Markdown names it: pictures/clam.png
    hash text not null references pictures (hash),
    primary key (broadcast_id, path)
  );
  create index broadcast_pictures_hash on broadcast_pictures (hash);

  -- A broadcast's letters, for its numbers; also for taking away one that has none.
  create index deliveries_of_broadcast on deliveries (broadcast_id, state) where broadcast_id is not null;
  alter table deliveries add foreign key (broadcast_id) references broadcasts (id);
`;
