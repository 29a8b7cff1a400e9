import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What History asks: which lessons a revision's publish let people skip. */
export class Publishing1764007000000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`create index deliveries_skipped on deliveries (revision_id, lesson_id) where state = 'skipped'`);
  }

  async down(): Promise<void> {
    throw new Error('Coursepost migrates forward only: restore a backup to go back.');
  }
}
