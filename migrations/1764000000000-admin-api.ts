import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What the admin API remembers of calls that carried an Idempotency-Key. */
export class AdminApi1764000000000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(/* sql */ `
      create table idempotency_keys (
        actor text not null,             -- 'admin:ID' or 'key:ID': two people may use the same key
        key text not null,
        request_hash text not null,      -- of method, path and body: a key stands for one request
        done boolean not null default false, -- set in the transaction of the change itself
        status smallint,                 -- of the answer; null until it is known
        answer jsonb,
        created_at timestamptz not null,
        primary key (actor, key)
      );
      create index idempotency_keys_age on idempotency_keys (created_at);
    `);
  }

  async down(): Promise<void> {
    throw new Error('Coursepost migrates forward only: restore a backup to go back.');
  }
}
