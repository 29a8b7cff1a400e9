import { Injectable } from '@nestjs/common';
import { DataSource, EntityManager } from 'typeorm';
import { HouseError } from '../house-error.js';
import { settingsFile } from './course-files.js';
import { CourseTies } from './course-ties.js';
import { type CoursePointer, CourseStore } from './course.store.js';
import type { PublishedCourse } from './course-settings.js';
import { type DraftDocument, draftOfFiles, filesOfDraft } from './draft-document.js';
import { draftView, type PresentDraft } from './draft-view.js';
import type { DraftView } from './draft.schema.js';
import { DraftStore, type StandingDraft } from './draft.store.js';
import { EditGroundReader } from './edit-ground.reader.js';

/** A course as its editors find it. */
@Injectable()
export class DraftReader {
  constructor(
    private readonly db: DataSource,
    private readonly courses: CourseStore,
    private readonly drafts: DraftStore,
    private readonly ground: EditGroundReader,
    private readonly ties: CourseTies,
  ) {}

  /** Throws HouseError 'not-found' for a course that there is not. */
  async read(slug: string): Promise<DraftView> {
    const db = this.db.manager;
    const pointer = await this.courses.bySlug(slug, db);
    if (!pointer) throw noSuchCourse(slug);
    return this.view(await this.present(pointer, await this.drafts.stands(pointer.id, db), db), db);
  }

  /** The draft, or the published course where there is none. Throws HouseError 'not-found'. */
  async bySlug(slug: string): Promise<PresentDraft> {
    const db = this.db.manager;
    const pointer = await this.courses.bySlug(slug, db);
    if (!pointer) throw noSuchCourse(slug);
    return this.present(pointer, await this.drafts.stands(pointer.id, db), db);
  }

  /**
   * As bySlug, for a change: nobody publishes the course or saves its draft until the transaction ends. The course's row
   * is taken for share, so that planners go on; the draft's for update.
   */
  async forChange(slug: string, at: Date, db: EntityManager): Promise<PresentDraft & { standing: StandingDraft }> {
    const pointer = await this.courses.bySlug(slug, db);
    if (!pointer) throw noSuchCourse(slug);
    await this.courses.share(pointer.id, db);
    const standing = await this.drafts.lock(pointer.id, at, db);
    const locked = await this.courses.bySlug(slug, db); // a publish may have ended while we waited for the row
    return { ...(await this.present(locked ?? pointer, standing, db)), standing };
  }

  /** The published course's files, byte for byte, as a draft has them. */
  async asDraft(published: PublishedCourse, db: EntityManager): Promise<DraftDocument> {
    return draftOfFiles({ texts: await this.courses.files(published.revisionId, db), pictures: published.pictures });
  }

  /** A few more queries: the shelf, what the house lacks for it, and the two steps that undo and redo would take. */
  async view(present: PresentDraft, db: EntityManager): Promise<DraftView> {
    const { courseId, standing, document } = present;
    const keys = document.lessons.map(({ key }) => key);
    const words = async (version: number | undefined) => {
      const step = version === undefined ? null : await this.drafts.step(courseId, version, db);
      return step?.change ? step.words.join(', ') : null;
    };
    const shelf = await this.ground.shelf(courseId, keys, db);
    const faults = await this.ties.faults(document, filesOfDraft(document).texts.get(settingsFile), db, false);
    const undoes = await words(standing?.done.at(-1));
    const way = { undoes, redoes: await words(standing?.undone.at(-1)) };
    return draftView(present, shelf, way, faults);
  }

  private async present(
    { id, slug, revisionId }: CoursePointer,
    standing: StandingDraft | null,
    db: EntityManager,
  ): Promise<PresentDraft> {
    const published = revisionId === null ? null : await this.courses.revision(revisionId, db);
    const revision = revisionId === null ? null : await this.courses.revisionNote(revisionId, db);
    const known = { courseId: id, slug, published, revision, standing };
    if (standing?.document) return { ...known, document: standing.document };
    if (!published) throw noSuchCourse(slug);
    return { ...known, document: await this.asDraft(published, db) };
  }
}

export function noSuchCourse(slug: string): HouseError {
  return new HouseError('not-found', `There is no course “${slug.slice(0, 80)}”.`);
}
