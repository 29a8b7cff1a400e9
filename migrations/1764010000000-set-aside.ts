import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Work on many people: with whom it could not be done, and why. Words written for work that has ended go. */
export class SetAside1764010000000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(/* sql */ `
      alter table bulk_runs add column aside integer not null default 0;
      update bulk_runs set act = act - 'note' - 'consent' where state <> 'running';

      create table bulk_asides (
        subscriber_id bigint not null references subscribers (id) on delete cascade,
        run_id bigint not null references bulk_runs (id) on delete cascade,
        because text not null,
        primary key (subscriber_id, run_id)
      );
      create index bulk_asides_run on bulk_asides (run_id, subscriber_id);
    `);
  }

  async down(): Promise<void> {
    throw new Error('Coursepost migrates forward only: restore a backup to go back.');
  }
}
