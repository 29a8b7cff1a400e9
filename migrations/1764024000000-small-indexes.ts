import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Who waits at a course's end, found without reading the course; which run takes back another: both are few. And since when
 * the figures of a draft are wanted, however often they were asked for.
 */
export class SmallIndexes1764024000000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`create index enrollments_waiting on enrollments (course_id, subscriber_id) where waiting`);
    await db.query(`create index bulk_runs_undoes on bulk_runs (undoes) where undoes is not null`);
    await db.query(`delete from house_figures where name = 'comings'`); // reckoned anew, as 'people'
    await db.query(`alter table impact_reckonings add column wanted_at timestamptz`);
  }

  async down(): Promise<void> {
    throw new Error('Coursepost migrates forward only: restore a backup to go back.');
  }
}
