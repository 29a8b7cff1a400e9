import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Addresses that a course had before: links to them lead on. */
export class CourseAliases1764005000000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(/* sql */ `
      create table course_aliases (
        slug text primary key check (slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$' and length(slug) <= 80),
        course_id bigint not null references courses (id),
        left_at timestamptz not null     -- when the course took another address
      );
      create index course_aliases_course on course_aliases (course_id);
    `);
  }

  async down(): Promise<void> {
    throw new Error('Coursepost migrates forward only: restore a backup to go back.');
  }
}
