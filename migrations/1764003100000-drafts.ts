import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What a draft needs to be edited by several people as they type: steps to take back, a shelf, who is here. */
export class Drafts1764003100000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(/* sql */ `
      -- The row outlives a publish: its version only ever grows, so that a page left open is told.
      alter table drafts alter column document drop not null; -- null: nothing was saved since the last publish
      alter table drafts
        add column saver text not null default '',             -- saved_by as colleagues call them
        add column done integer[] not null default '{}',       -- versions that undo takes back, last one first to go
        add column undone integer[] not null default '{}',     -- versions that redo makes again
        add column name text,                                  -- of the document, for lists
        add column lessons integer,
        add column changes integer;

      -- One row a save: who, when, what in words; and the files it changed, both ways. The last 300 of a course.
      create table draft_steps (
        course_id bigint not null references courses (id) on delete cascade,
        version integer not null,
        saved_at timestamptz not null,
        saved_by text not null,
        saver text not null,
        words text[] not null,
        change jsonb,                    -- null: nothing that undo could take back
        primary key (course_id, version)
      );

      -- The last words of lessons that were taken out of a draft, also of those that were never published.
      create table draft_shelf (
        course_id bigint not null references courses (id) on delete cascade,
        key text not null,
        lesson jsonb not null,
        shelved_at timestamptz not null,
        primary key (course_id, key)
      );

      create table draft_visitors (
        course_id bigint not null references courses (id) on delete cascade,
        actor text not null,
        name text not null,
        lesson text,                     -- key of the lesson that is open; null: the list
        seen_at timestamptz not null,
        primary key (course_id, actor)
      );

      -- Serves the shelf: in which revisions a lesson stood.
      create index revision_lessons_lesson on revision_lessons (lesson_id, revision_id);
    `);
  }

  async down(): Promise<void> {
    throw new Error('Coursepost migrates forward only: restore a backup to go back.');
  }
}
