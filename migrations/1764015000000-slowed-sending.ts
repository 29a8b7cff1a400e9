import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Providers that asked for fewer letters (rule 22): to how many a second they were slowed, and when. Elapsed time. */
export class SlowedSending1764015000000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query('alter table send_slices add column slowed_to real, add column slowed_at timestamptz');
  }

  async down(): Promise<void> {
    throw new Error('Coursepost migrates forward only: restore a backup to go back.');
  }
}
