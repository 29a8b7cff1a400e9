import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * better-auth's tables under our names, as its own schema compiler writes them (a test asks it whether anything is
 * missing), and ours beside them.
 */
const library = /* sql */ `
  create table admins (
    id text primary key,
    name text not null,
    email text not null unique,          -- in small letters
    email_verified boolean not null,
    image text,
    created_at timestamptz not null default current_timestamp,
    updated_at timestamptz not null default current_timestamp,
    two_factor_enabled boolean,
    role text not null check (role in ('owner', 'editor', 'support', 'viewer'))
  );

  create table admin_sessions (
    id text primary key,
    expires_at timestamptz not null,
    token text not null unique,
    created_at timestamptz not null default current_timestamp,
    updated_at timestamptz not null,
    client_address text,
    user_agent text,
    admin_id text not null references admins (id) on delete cascade
  );
  create index admin_sessions_admin_id_idx on admin_sessions (admin_id);

  create table admin_credentials (
    id text primary key,
    account_id text not null,
    provider_id text not null,           -- 'credential': a password; there is no other
    admin_id text not null references admins (id) on delete cascade,
    access_token text,
    refresh_token text,
    id_token text,
    access_token_expires_at timestamptz,
    refresh_token_expires_at timestamptz,
    scope text,
    password text,                       -- scrypt, salt:key
    created_at timestamptz not null default current_timestamp,
    updated_at timestamptz not null
  );
  create index admin_credentials_admin_id_idx on admin_credentials (admin_id);
  create unique index admin_credentials_one on admin_credentials (admin_id, provider_id);

  create table admin_challenges (
    id text primary key,
    identifier text not null,
    value text not null,
    expires_at timestamptz not null,
    created_at timestamptz not null default current_timestamp,
    updated_at timestamptz not null default current_timestamp
  );
  create index admin_challenges_identifier_idx on admin_challenges (identifier);

  create table admin_second_factors (
    id text primary key,
    secret text not null,                -- encrypted
    recovery_codes text not null,        -- encrypted
    admin_id text not null references admins (id) on delete cascade,
    verified boolean,
    failed_count integer,
    locked_until timestamptz
  );
  create index admin_second_factors_secret_idx on admin_second_factors (secret);
  create index admin_second_factors_admin_id_idx on admin_second_factors (admin_id);
  create unique index admin_second_factors_one on admin_second_factors (admin_id);

  create table admin_passkeys (
    id text primary key,
    name text,
    public_key text not null,
    admin_id text not null references admins (id) on delete cascade,
    credential_id text not null,
    counter integer not null,
    device_type text not null,
    backed_up boolean not null,
    transports text,
    created_at timestamptz,
    aaguid text
  );
  create index admin_passkeys_admin_id_idx on admin_passkeys (admin_id);
  create index admin_passkeys_credential_id_idx on admin_passkeys (credential_id);
  create unique index admin_passkeys_one on admin_passkeys (credential_id);
`;

const ours = /* sql */ `
  create table one_time_links (
    id bigint generated always as identity primary key,
    token_hash bytea not null unique,    -- SHA-256; the token itself is only in the link
    kind text not null check (kind in ('owner', 'invitation', 'reset')),
    email text,                          -- whom it is for; null: the owner, who says so
    role text,                           -- of an invitation
    admin_id text references admins (id) on delete cascade, -- of a reset
    made_by text not null,               -- an actor, as audit entries have it
    created_at timestamptz not null,
    expires_at timestamptz not null,
    taken_at timestamptz,
    check ((kind = 'invitation') = (role is not null)),
    check ((kind = 'reset') = (admin_id is not null)),
    check ((kind = 'owner') = (email is null))
  );
  create unique index one_time_links_invited on one_time_links (email) where kind = 'invitation' and taken_at is null;
  create index one_time_links_admin on one_time_links (admin_id) where admin_id is not null;

  create table api_keys (
    id bigint generated always as identity primary key,
    admin_id text not null references admins (id) on delete cascade,
    name text not null,
    key_hash bytea not null unique,      -- SHA-256 of 256 random bits
    ending text not null,                -- its last four characters, to know it by
    scopes text[] not null,
    created_at timestamptz not null,
    last_used_at timestamptz,
    revoked_at timestamptz
  );
  create index api_keys_admin on api_keys (admin_id);

  create index audit_entries_at on audit_entries (at, id);
  create index audit_entries_actor on audit_entries (actor, at, id);
  create index audit_entries_kind on audit_entries (subject_kind, at, id);
  create index audit_entries_actor_kind on audit_entries (actor, subject_kind, at, id);
`;

export class Accounts1764001000000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(library);
    await db.query(ours);
  }

  async down(): Promise<void> {
    throw new Error('Coursepost migrates forward only: restore a backup to go back.');
  }
}
