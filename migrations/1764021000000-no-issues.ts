import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A reader of a course who wants its lessons, and no issues of the newsletter beside them. */
export class NoIssues1764021000000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query('alter table consents add column no_issues_at timestamptz');
  }

  async down(): Promise<void> {
    throw new Error('Coursepost migrates forward only: restore a backup to go back.');
  }
}
