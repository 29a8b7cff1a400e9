import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The tables of the house, laid once. Hot tables (subscribers' rows by the million) carry subscriber_id in every
 * unique key, so that they can be spread by subscriber later. Instants are computed in TypeScript and passed in:
 * no column defaults to the server's clock, except where elapsed time is measured (workers, send_slices).
 */
export class House1763856000000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    for (const statement of [ground, courses, people, walks, ledger]) await db.query(statement);
  }

  async down(): Promise<void> {
    throw new Error('Coursepost migrates forward only: restore a backup to go back.');
  }
}

const ground = /* sql */ `
  -- What the processes of one house share: kept secrets and their fingerprints, the suppression key, the zone data's version.
  create table settings (
    name text primary key,
    value jsonb not null
  );

  create table audit_entries (
    id bigint generated always as identity primary key,
    at timestamptz not null,
    actor text not null,             -- 'reader', 'command line', 'admin:ID'
    action text not null,            -- 'enrollment.paused', 'course.published'
    subject_kind text not null,
    subject_id text not null,
    before jsonb,
    after jsonb
  );
  create index audit_entries_subject on audit_entries (subject_kind, subject_id, id);

  -- rate-limiter-flexible keeps its counters here (its own column names; expire is milliseconds since 1970).
  create table request_counters (
    key varchar(255) primary key,
    points integer not null default 0,
    expire bigint
  );
  create index request_counters_expire on request_counters (expire);
`;

const courses = /* sql */ `
  create table courses (
    id bigint generated always as identity primary key,
    slug text not null unique check (slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$' and length(slug) <= 80),
    created_at timestamptz not null,
    published_revision_id bigint
  );

  -- A lesson's identity survives every move and edit; its words live in revisions.
  create table lessons (
    id bigint generated always as identity primary key,
    course_id bigint not null references courses (id),
    key text not null check (key ~ '^[a-z0-9]+(-[a-z0-9]+)*$' and length(key) <= 80),
    created_at timestamptz not null,
    unique (course_id, key)
  );

  create table revisions (
    id bigint generated always as identity primary key,
    course_id bigint not null references courses (id),
    number integer not null check (number > 0),
    settings jsonb not null,         -- everything of course.yaml, and the completion letter's words
    published_at timestamptz not null,
    author text not null,
    note text not null default '',
    unique (course_id, number)
  );
  alter table courses add foreign key (published_revision_id) references revisions (id);

  create table revision_lessons (
    revision_id bigint not null references revisions (id),
    lesson_id bigint not null references lessons (id),
    position integer not null check (position > 0),
    wait_days smallint not null check (wait_days between 1 and 90),
    subject text not null,
    preheader text not null,
    minutes smallint,
    body text not null,              -- Markdown
    primary key (revision_id, lesson_id),
    unique (revision_id, position)
  );

  -- One draft a course; version is what a save must name (optimistic locking).
  create table drafts (
    course_id bigint primary key references courses (id),
    base_revision_id bigint references revisions (id),
    version integer not null,
    document jsonb not null,
    saved_at timestamptz not null,
    saved_by text not null
  );

  -- Each file's bytes as pushed, so that pull gives the same files byte for byte (rule 26).
  create table revision_files (
    revision_id bigint not null references revisions (id),
    path text not null,
    bytes bytea not null,
    primary key (revision_id, path)
  );

  create table pictures (
    hash text primary key,           -- SHA-256 of the bytes, hex
    media_type text not null,
    bytes bytea not null,
    width integer not null,
    height integer not null,
    created_at timestamptz not null
  );

  create table revision_pictures (
    revision_id bigint not null references revisions (id),
    path text not null,              -- as the Markdown names it: pictures/clam.png
    hash text not null references pictures (hash),
    primary key (revision_id, path)
  );
`;

const people = /* sql */ `
  create table subscribers (
    id bigint generated always as identity primary key,
    email text not null,
    email_key text not null unique,  -- the address in one spelling, for comparing
    address_hash text not null,      -- keyed hash of email_key, as in suppressions
    state text not null check (state in ('unconfirmed', 'confirmed')),
    first_name text,
    zone text,
    made_up boolean not null default false, -- seed and demo only (rule 38)
    created_at timestamptz not null,
    confirmed_at timestamptz
  );

  create table consents (
    id bigint generated always as identity,
    subscriber_id bigint not null references subscribers (id) on delete cascade,
    purpose text not null check (purpose in ('course', 'newsletter')),
    course_id bigint references courses (id),
    words text not null,             -- the sentence agreed to
    signed_up_at timestamptz not null,
    signed_up_from text not null,    -- the client's address
    confirmed_at timestamptz not null,
    confirmed_from text not null,
    withdrawn_at timestamptz,
    primary key (subscriber_id, id),
    check ((purpose = 'course') = (course_id is not null))
  );

  -- POST signup appends here and does nothing else (rule 29); a worker decides. Unconfirmed rows expire.
  create table signups (
    id bigint generated always as identity primary key,
    course_id bigint references courses (id), -- null: the newsletter alone
    email text not null,
    email_key text not null,
    first_name text,
    zone text,
    hour smallint check (hour between 0 and 1439), -- minutes after midnight
    newsletter boolean not null default false,
    words text not null,
    newsletter_words text not null,
    client_address text not null,
    created_at timestamptz not null,
    expires_at timestamptz not null,
    subscriber_id bigint references subscribers (id) on delete cascade,
    decided_at timestamptz,
    outcome text check (outcome in ('confirmation', 'already-in', 'cooling-down', 'suppressed', 'address-change')),
    confirmed_at timestamptz
  );
  create index signups_undecided on signups (id) where decided_at is null;
  create index signups_expiring on signups (expires_at) where confirmed_at is null;
  create index signups_by_address on signups (email_key, created_at);
  create index signups_subscriber on signups (subscriber_id);

  -- Addresses never to be written to. Only a keyed hash of the address is kept (rule 33).
  create table suppressions (
    address_hash text primary key,
    reason text not null check (reason in ('unsubscribed', 'forgotten', 'hard-bounce', 'complaint', 'manual')),
    note text not null default '',
    created_at timestamptz not null
  );
`;

const walks = /* sql */ `
  create table enrollments (
    subscriber_id bigint not null references subscribers (id) on delete cascade,
    id bigint generated always as identity,
    course_id bigint not null references courses (id),
    state text not null check (state in ('active', 'paused', 'left', 'finished')),
    zone text not null,
    hour smallint not null check (hour between 0 and 1439), -- minutes after midnight
    weekdays smallint not null check (weekdays between 1 and 127), -- bit 0 is Monday
    next_slot_at timestamptz,        -- null: a letter is open, or paused without end, or waiting, or over
    waiting boolean not null default false, -- had every lesson, and more are coming (rule 24)
    started_at timestamptz not null,
    ended_at timestamptz,
    primary key (subscriber_id, id),
    check (state in ('active', 'paused') or next_slot_at is null)
  );
  create unique index enrollments_one_open on enrollments (subscriber_id, course_id) where state in ('active', 'paused');
  -- Serves planning: its size is what has a next slot, its cost what is due.
  create index enrollments_due on enrollments (next_slot_at) where next_slot_at is not null;
  create index enrollments_course on enrollments (course_id, state);
`;

const ledger = /* sql */ `
  -- Elapsed time, shared by all machines: these two tables alone use the server's clock.
  create table workers (
    id bigint generated always as identity primary key,
    host text not null,
    pid integer not null,
    started_at timestamptz not null default clock_timestamp(),
    beat_at timestamptz not null default clock_timestamp(),
    stopped_at timestamptz
  );

  create table send_slices (
    scope text primary key,          -- 'all'; later a provider
    window_started_at timestamptz not null,
    taken integer not null
  );

  create table deliveries (
    subscriber_id bigint not null references subscribers (id) on delete cascade,
    id bigint generated always as identity,
    kind text not null check (kind in
      ('confirmation', 'already-in', 'lesson', 'completion', 'broadcast', 'digest', 'notice')),
    state text not null check (state in
      ('planned', 'claimed', 'sending', 'accepted', 'refused', 'withdrawn', 'in_doubt', 'closed', 'skipped')),
    -- the cause
    course_id bigint references courses (id),
    enrollment_id bigint,
    lesson_id bigint references lessons (id),
    signup_id bigint references signups (id) on delete cascade,
    broadcast_id bigint,
    notice text,                     -- which notice: 'download', 'forget', 'change-address', 'manage-link'
    notice_facts jsonb,
    repeat_of bigint,                -- 'send again': counts for no rule (rule 12)
    requested boolean not null default false, -- the reader asked for it
    scheduled boolean not null default false, -- holds its enrollment's local date
    -- when
    slot timestamptz,
    local_date date,
    due_at timestamptz not null,
    leave_by timestamptz not null,
    failed_slots smallint not null default 0,
    deferrals smallint not null default 0,  -- 4xx answers in the present slot
    attempts smallint not null default 0,   -- hand-overs begun; fences late outcomes
    doubts smallint not null default 0,
    held boolean not null default false,    -- in doubt, and waits for a person
    -- who sends it, and what was fixed at the first hand-over (rule 15)
    worker_id bigint references workers (id),
    revision_id bigint references revisions (id),
    composed jsonb,
    -- what came of it
    reply_code smallint,
    reply text,
    because text,                    -- why withdrawn, refused or closed
    created_at timestamptz not null,
    handed_over_at timestamptz,      -- last time it was marked sending
    settled_at timestamptz,
    done_at timestamptz,
    opened_at timestamptz,
    clicked_at timestamptz,
    bounced_at timestamptz,
    complained_at timestamptz,
    primary key (subscriber_id, id),
    foreign key (subscriber_id, enrollment_id) references enrollments (subscriber_id, id) on delete cascade,
    constraint deliveries_cause check (case kind
      when 'confirmation' then signup_id is not null and enrollment_id is null
      when 'already-in' then signup_id is not null and enrollment_id is null
      when 'lesson' then enrollment_id is not null and lesson_id is not null and course_id is not null and signup_id is null
      when 'completion' then enrollment_id is not null and lesson_id is null and course_id is not null and signup_id is null
      when 'broadcast' then broadcast_id is not null and enrollment_id is null
      when 'notice' then notice is not null
      else true end),
    constraint deliveries_slot check (not scheduled or state = 'skipped' or (slot is not null and local_date is not null)),
    constraint deliveries_held check (not held or state = 'in_doubt'),
    constraint deliveries_skipped check (state <> 'skipped' or kind = 'lesson')
  );

  -- Having a lesson (rule 12): once, in any state but withdrawn, and repeats do not count.
  create unique index deliveries_lesson_once on deliveries (subscriber_id, enrollment_id, lesson_id)
    where kind = 'lesson' and state <> 'withdrawn' and repeat_of is null;
  -- At most one scheduled letter per enrollment and local date (rule 9).
  create unique index deliveries_one_a_date on deliveries (subscriber_id, enrollment_id, local_date)
    where scheduled and state not in ('withdrawn', 'skipped');
  -- One open letter per enrollment (rule 13): it holds the next one.
  create unique index deliveries_one_open on deliveries (subscriber_id, enrollment_id)
    where kind in ('lesson', 'completion') and repeat_of is null
      and (state in ('planned', 'claimed', 'sending') or (state = 'in_doubt' and not held));
  create unique index deliveries_completion_once on deliveries (subscriber_id, enrollment_id)
    where kind = 'completion' and state <> 'withdrawn' and repeat_of is null;
  create unique index deliveries_signup_once on deliveries (subscriber_id, signup_id, kind, coalesce(notice, ''))
    where signup_id is not null and repeat_of is null;
  create unique index deliveries_broadcast_once on deliveries (subscriber_id, broadcast_id)
    where kind = 'broadcast' and repeat_of is null;

  -- Serves the claim: what is due, oldest first.
  create index deliveries_due on deliveries (due_at) where state = 'planned';
  -- Serves the sweep of rows that missed their window.
  create index deliveries_late on deliveries (leave_by) where state = 'planned' or (state = 'in_doubt' and not held);
  -- Serves beats, drains and the sweep of abandoned workers.
  create index deliveries_in_hand on deliveries (worker_id) where state in ('claimed', 'sending');
  -- Serves the resending of doubtful letters, every beat, without reading what is planned.
  create index deliveries_doubtful on deliveries (leave_by) where state = 'in_doubt' and not held;
  -- Serves the cascade when sign-ups expire.
  create index deliveries_signup on deliveries (signup_id) where signup_id is not null;
  create index deliveries_enrollment on deliveries (subscriber_id, enrollment_id, id);

  -- The moves of rule 14, held by the database too: whoever writes, no other move exists.
  create function deliveries_move() returns trigger language plpgsql as $$
  begin
    if new.state = old.state then return new; end if;
    if (old.state, new.state) in (
      ('planned', 'claimed'), ('claimed', 'sending'),
      ('sending', 'accepted'), ('sending', 'refused'), ('sending', 'planned'), ('sending', 'in_doubt'),
      ('claimed', 'planned'), ('planned', 'withdrawn'), ('claimed', 'withdrawn'),
      ('planned', 'closed'), ('claimed', 'closed'), -- it has been in doubt and may have left
      ('in_doubt', 'planned'), ('in_doubt', 'accepted'), ('in_doubt', 'closed'),
      -- a late 250 is a fact, whatever we had come to believe (rule 17)
      ('planned', 'accepted'), ('claimed', 'accepted'), ('closed', 'accepted'), ('refused', 'accepted')
    ) then return new; end if;
    raise exception 'a delivery does not move from % to %', old.state, new.state using errcode = 'check_violation';
  end $$;
  create trigger deliveries_move before update of state on deliveries for each row execute function deliveries_move();
`;
