import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Which pictures drafts and their steps name, without opening their documents: what nobody names may be cleared. */
export class UnusedPictures1764009000000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(/* sql */ `
      alter table drafts add column pictures jsonb
        generated always as (jsonb_path_query_array(document, '$.pictures.*.hash')) stored;
      alter table draft_steps add column pictures jsonb
        generated always as (jsonb_path_query_array(change, '$.pictures.*[*].hash')) stored;
      create index revision_pictures_hash on revision_pictures (hash);
      create index pictures_age on pictures (created_at);
    `);
  }

  async down(): Promise<void> {
    throw new Error('Coursepost migrates forward only: restore a backup to go back.');
  }
}
