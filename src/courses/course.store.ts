import { Injectable } from '@nestjs/common';
import { DataSource, EntityManager } from 'typeorm';
import { wordsForActor } from '../accounts/actor-name.js';
import type { CourseDocument, DocumentLesson } from './course-document.js';
import type { PictureFile, PublishedCourse, PublishedLesson } from './course-settings.js';

/** A course and the revision it shows; null: nothing was published yet. Ids are bigints as text. */
export interface CoursePointer {
  id: string;
  slug: string;
  revisionId: string | null;
}

export interface RevisionNote {
  author: string;
  note: string;
  publishedAt: Date;
}

const pointer = `id, slug, published_revision_id as "revisionId"`;

const idBySlug = `select id from courses where slug = $1 union all select course_id from course_aliases where slug = $1`;

/**
 * All SQL of courses, their aliases, lessons, revisions and their files, and the only writer of these tables. Revisions are only ever
 * inserted. Publishing locks the course row; the planner takes it for share.
 */
@Injectable()
export class CourseStore {
  constructor(private readonly db: DataSource) {}

  /** Courses that have been published, oldest first. */
  async published(): Promise<CoursePointer[]> {
    return this.db.query(`select ${pointer} from courses where published_revision_id is not null order by id`);
  }

  /** Also by an address the course had before. Served by the unique index of slugs and the primary key of aliases. */
  async bySlug(slug: string, db: EntityManager = this.db.manager): Promise<CoursePointer | null> {
    const [row] = await db.query<CoursePointer[]>(`select ${pointer} from courses where id = (${idBySlug})`, [slug]);
    return row ?? null;
  }

  async byId(id: string): Promise<CoursePointer | null> {
    const [row] = await this.db.query<CoursePointer[]>(`select ${pointer} from courses where id = $1`, [id]);
    return row ?? null;
  }

  /**
   * Locks the course row and makes it if there is none: publishes of one course go one after the other, and the planner,
   * which takes it for share, waits for them. "No key": sign-ups only refer to the row and need not wait. Files that
   * still name a former address are the course's own.
   */
  async lock(slug: string, now: Date, db: EntityManager): Promise<CoursePointer> {
    await db.query(
      `insert into courses (slug, created_at) select $1, $2
       where not exists (select from course_aliases where slug = $1) on conflict (slug) do nothing`,
      [slug, now],
    );
    const [row] = await db.query<CoursePointer[]>(
      `select ${pointer} from courses where id = (${idBySlug}) for no key update`,
      [slug],
    );
    if (!row) throw new Error(`the course ${slug} vanished while it was locked`);
    return row;
  }

  /** Addresses the course had before, newest first. Served by course_aliases_course. */
  async aliases(courseId: string): Promise<string[]> {
    const rows = await this.db.query<Array<{ slug: string }>>(
      `select slug from course_aliases where course_id = $1 order by left_at desc`,
      [courseId],
    );
    return rows.map(({ slug }) => slug);
  }

  /**
   * Gives the course another address; the one it had becomes an alias, and an alias of its own may be taken back. False, and
   * nothing done, where another course has or had it. Keeps new courses out until the transaction ends, so that none is
   * made at an address while it changes hands; reading, planning and sending go on.
   */
  async rename(courseId: string, slug: string, now: Date, db: EntityManager): Promise<boolean> {
    await db.query(`lock table courses in share row exclusive mode`);
    const taken = await db.query<unknown[]>(
      `select from courses where slug = $2 and id <> $1 union all select from course_aliases where slug = $2 and course_id <> $1`,
      [courseId, slug],
    );
    if (taken.length > 0) return false;
    await db.query(`delete from course_aliases where slug = $1`, [slug]);
    await db.query(
      `insert into course_aliases (slug, course_id, left_at) select slug, id, $3 from courses where id = $1 and slug <> $2`,
      [courseId, slug, now],
    );
    await db.query(`update courses set slug = $2 where id = $1`, [courseId, slug]);
    return true;
  }

  /** Takes the row for share: nobody publishes the course until the transaction ends, while planners go on. */
  async share(courseId: string, db: EntityManager): Promise<void> {
    await db.query(`select from courses where id = $1 for share`, [courseId]);
  }

  /** A new course that nothing was published of. Null: a course has this address, or had it, or is being made at it. */
  async add(slug: string, now: Date, db: EntityManager): Promise<string | null> {
    const [row] = await db.query<Array<{ id: string }>>(
      `insert into courses (slug, created_at) select $1, $2 where not exists (select from course_aliases where slug = $1)
       on conflict (slug) do nothing returning id`,
      [slug, now],
    );
    return row?.id ?? null;
  }

  /** Takes away a course that nothing was published of; its draft must be gone. */
  async removeUnpublished(courseId: string, db: EntityManager): Promise<void> {
    await db.query(`delete from courses where id = $1 and published_revision_id is null`, [courseId]);
  }

  /** When a revision was published, by whom, and what for. By the primary key. */
  async revisionNote(revisionId: string, db: EntityManager): Promise<RevisionNote | null> {
    const [row] = await db.query<RevisionNote[]>(
      `select ${wordsForActor('r.author')} as author, r.note, r.published_at as "publishedAt" from revisions r where r.id = $1`,
      [revisionId],
    );
    return row ?? null;
  }

  /** A whole revision; null when there is none. Three queries, each served by a primary key. */
  async revision(revisionId: string, db: EntityManager = this.db.manager): Promise<PublishedCourse | null> {
    const [head] = await db.query<Array<Omit<PublishedCourse, 'lessons' | 'pictures'>>>(
      `select c.id, c.slug, r.id as "revisionId", r.number as "revisionNumber", r.settings
       from revisions r join courses c on c.id = r.course_id where r.id = $1`,
      [revisionId],
    );
    if (!head) return null;
    const lessons = await db.query<PublishedLesson[]>(
      `select l.id, l.key, r.position, r.wait_days as "waitDays", r.subject, r.preheader, r.minutes, r.body
       from revision_lessons r join lessons l on l.id = r.lesson_id where r.revision_id = $1 order by r.position`,
      [revisionId],
    );
    const pictures = await db.query<Array<PictureFile & { path: string }>>(
      `select r.path, p.hash, p.width, p.height
       from revision_pictures r join pictures p on p.hash = r.hash where r.revision_id = $1 order by r.path`,
      [revisionId],
    );
    return { ...head, lessons, pictures: new Map(pictures.map(({ path, ...file }) => [path, file])) };
  }

  /** Path → bytes of course.yaml and the Markdown files, as pushed. */
  async files(revisionId: string, db: EntityManager = this.db.manager): Promise<Map<string, Uint8Array>> {
    const rows = await db.query<Array<{ path: string; bytes: Buffer }>>(
      `select path, bytes from revision_files where revision_id = $1 order by path`,
      [revisionId],
    );
    return new Map(rows.map(({ path, bytes }) => [path, new Uint8Array(bytes)]));
  }

  /** Lesson key → id, of the keys given; those that the course never had are made. Needs the course row's lock. */
  async lessonIds(
    courseId: string,
    keys: readonly string[],
    now: Date,
    db: EntityManager,
  ): Promise<Map<string, string>> {
    await db.query(
      `insert into lessons (course_id, key, created_at) select $1, key, $3 from unnest($2::text[]) with ordinality as k(key, place)
       order by place on conflict (course_id, key) do nothing`,
      [courseId, keys, now],
    );
    const rows = await db.query<Array<{ id: string; key: string }>>(
      `select id, key from lessons where course_id = $1 and key = any($2)`,
      [courseId, keys],
    );
    return new Map(rows.map(({ id, key }) => [key, id]));
  }

  /** Lesson key → id, of all lessons that a course has or had. Served by the unique index of lessons. */
  async knownLessonIds(courseId: string, db: EntityManager = this.db.manager): Promise<Map<string, string>> {
    const rows = await db.query<Array<{ id: string; key: string }>>(
      `select id, key from lessons where course_id = $1`,
      [courseId],
    );
    return new Map(rows.map(({ id, key }) => [key, id]));
  }

  /** A new revision with its lessons, files and pictures; the pictures' bytes are kept already. Needs the course row's lock. */
  async addRevision(
    courseId: string,
    course: CourseDocument,
    lessonIds: ReadonlyMap<string, string>,
    { author, note, publishedAt }: RevisionNote,
    db: EntityManager,
  ): Promise<{ id: string; number: number }> {
    const [revision] = await db.query<Array<{ id: string; number: number }>>(
      `insert into revisions (course_id, number, settings, published_at, author, note)
       select $1, coalesce(max(number), 0) + 1, $2, $3, $4, $5 from revisions where course_id = $1
       returning id, number`,
      [courseId, JSON.stringify(course.settings), publishedAt, author, note],
    );
    if (!revision) throw new Error('a revision was not written');
    await this.addLessons(revision.id, course.lessons, lessonIds, db);
    await db.query(
      `insert into revision_files (revision_id, path, bytes) select $1, * from unnest($2::text[], $3::bytea[])`,
      [revision.id, [...course.files.keys()], [...course.files.values()].map((bytes) => Buffer.from(bytes))],
    );
    await db.query(
      `insert into revision_pictures (revision_id, path, hash) select $1, * from unnest($2::text[], $3::text[])`,
      [revision.id, [...course.pictures.keys()], [...course.pictures.values()].map(({ hash }) => hash)],
    );
    return revision;
  }

  private async addLessons(
    revisionId: string,
    lessons: readonly DocumentLesson[],
    ids: ReadonlyMap<string, string>,
    db: EntityManager,
  ): Promise<void> {
    await db.query(
      `insert into revision_lessons (revision_id, lesson_id, wait_days, subject, preheader, minutes, body, position)
       select $1, * from unnest($2::bigint[], $3::smallint[], $4::text[], $5::text[], $6::smallint[], $7::text[]) with ordinality`,
      [
        revisionId,
        lessons.map(({ key }) => ids.get(key)),
        lessons.map(({ waitDays }) => waitDays),
        lessons.map(({ subject }) => subject),
        lessons.map(({ preheader }) => preheader),
        lessons.map(({ minutes }) => minutes),
        lessons.map(({ body }) => body),
      ],
    );
  }

  /** From here on the course shows this revision. */
  async show(courseId: string, revisionId: string, db: EntityManager): Promise<void> {
    await db.query(`update courses set published_revision_id = $2 where id = $1`, [courseId, revisionId]);
  }
}
