import { Injectable } from '@nestjs/common';
import { DataSource, EntityManager } from 'typeorm';
import type { CourseDocument, DocumentLesson } from './course-document.js';
import type { CourseSettings, PictureFile } from './course-settings.js';

/** What a draft keeps: the course as read, and its files' bytes (base64), so that publishing it later loses none. JSON. */
export interface DraftDocument {
  slug: string;
  settings: CourseSettings;
  lessons: DocumentLesson[];
  /** Path → picture; the bytes are in pictures, by hash. */
  pictures: Record<string, PictureFile>;
  /** Path → bytes of course.yaml and the Markdown files, base64. */
  files: Record<string, string>;
}

export function draftOf(course: CourseDocument): DraftDocument {
  const pictures = [...course.pictures].map(
    ([path, { hash, width, height }]) => [path, { hash, width, height }] as const,
  );
  const files = [...course.files].map(([path, bytes]) => [path, Buffer.from(bytes).toString('base64')] as const);
  return {
    slug: course.slug,
    settings: course.settings,
    lessons: course.lessons,
    pictures: Object.fromEntries(pictures),
    files: Object.fromEntries(files),
  };
}

/** One draft a course: what was saved since the last publish. Publishing takes it away. */
@Injectable()
export class DraftStore {
  constructor(private readonly db: DataSource) {}

  /** The present draft, whole, with the version that the next save must name; null: none. */
  async find(
    courseId: string,
    db: EntityManager = this.db.manager,
  ): Promise<{ version: number; savedBy: string; document: DraftDocument } | null> {
    const [row] = await db.query<Array<{ version: number; savedBy: string; document: DraftDocument }>>(
      `select version, saved_by as "savedBy", document from drafts where course_id = $1`,
      [courseId],
    );
    return row ?? null;
  }

  /** Whether there is a draft, and whether it says the very same. The course row's lock keeps it so. */
  async standing(courseId: string, draft: DraftDocument, db: EntityManager): Promise<'none' | 'same' | 'other'> {
    const [row] = await db.query<Array<{ same: boolean }>>(
      `select document = $2::jsonb as same from drafts where course_id = $1 for update`,
      [courseId, JSON.stringify(draft)],
    );
    return !row ? 'none' : row.same ? 'same' : 'other';
  }

  /** Saves over whatever draft there is; the caller has asked. */
  async save(
    courseId: string,
    draft: DraftDocument,
    by: { author: string; baseRevisionId: string | null },
    now: Date,
    db: EntityManager,
  ): Promise<void> {
    await db.query(
      `insert into drafts as d (course_id, base_revision_id, version, document, saved_at, saved_by) values ($1, $2, 1, $3, $4, $5)
       on conflict (course_id) do update set base_revision_id = excluded.base_revision_id, version = d.version + 1,
         document = excluded.document, saved_at = excluded.saved_at, saved_by = excluded.saved_by`,
      [courseId, by.baseRevisionId, JSON.stringify(draft), now, by.author],
    );
  }

  async remove(courseId: string, db: EntityManager): Promise<void> {
    await db.query(`delete from drafts where course_id = $1`, [courseId]);
  }
}
