import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The list of suppressions can be read by reason, a page at a time. */
export class SuppressionList1764002100000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query('create index suppressions_reason on suppressions (reason, created_at, address_hash)');
  }

  async down(): Promise<void> {
    throw new Error('Coursepost migrates forward only: restore a backup to go back.');
  }
}
