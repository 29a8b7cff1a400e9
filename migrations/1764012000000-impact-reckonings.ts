import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What publishing a draft would do, as a worker reckoned it: one row a course, the latest draft that somebody looked at. */
export class ImpactReckonings1764012000000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(/* sql */ `
      create table impact_reckonings (
        course_id bigint primary key references courses (id) on delete cascade,
        draft_version integer not null,
        revision_id bigint not null,
        asked_at timestamptz not null,
        people integer not null default 0, -- read so far
        reckoned_at timestamptz,           -- null: not yet
        figures jsonb                      -- numbers, dates and ids of subscribers; no names
      );
    `);
  }

  async down(): Promise<void> {
    throw new Error('Coursepost migrates forward only: restore a backup to go back.');
  }
}
