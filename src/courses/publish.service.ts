import { Injectable } from '@nestjs/common';
import { DataSource, EntityManager } from 'typeorm';
import { inTransaction } from '../database/transaction.js';
import { HouseError } from '../house-error.js';
import { type CourseChanges, changesBetween } from './course-changes.js';
import type { CourseDocument } from './course-document.js';
import { readCourseFiles, settingsFile } from './course-files.js';
import { CourseTies } from './course-ties.js';
import { type CoursePointer, CourseStore } from './course.store.js';
import type { PublishedCourse } from './course-settings.js';
import { draftOf } from './draft-document.js';
import { DraftStore } from './draft.store.js';
import type { FileFault } from './file-text.js';
import { openChoices, type PublishChoice } from './publish-choices.js';
import { type DoneEffects, type PublishAnswers, PublishEffects, type RevisionStep } from './publish-effects.js';
import { stepBetween } from './revision-step.js';

export interface PublishOptions extends PublishAnswers {
  /** Who publishes: 'admin:ID', 'key:ID', or 'command line'; readers of history get a name. */
  author: string;
  note?: string | undefined;
  /** Only saves the draft; readers notice nothing. */
  draftOnly?: boolean | undefined;
  /** A draft saved since the last publish may be thrown away. */
  replaceDraft?: boolean | undefined;
  /** The draft's version that is being published; another one by now is 'stale-draft'. Absent: not asked. */
  draftVersion?: number | undefined;
  /** What else belongs in the transaction of a publish: a line in the log. */
  alongside?: ((db: EntityManager, done: PublishedRevision) => Promise<void>) | undefined;
}

export interface PublishedRevision {
  courseId: string;
  revision: number;
  /** A line each; never empty. */
  changes: string[];
  effects: DoneEffects;
}

export type PushResult =
  | ({ outcome: 'published' } & PublishedRevision)
  | { outcome: 'unchanged' }
  | { outcome: 'drafted' }
  | { outcome: 'choice-due'; choices: PublishChoice[]; changes: string[] }
  | { outcome: 'faults'; faults: FileFault[] }
  | { outcome: 'draft-in-the-way' }
  | { outcome: 'stale-draft' };

const noEffects: DoneEffects = { skipped: 0, withdrawn: 0, reopened: 0, woken: 0, waiting: 0, moved: 0 };
const filesOnly = 'files: spelling only, nothing that a reader sees';

/** Brings a course in and out as files (rule 26). Each call is one transaction: a course is published whole or not at all. */
@Injectable()
export class PublishService {
  constructor(
    private readonly db: DataSource,
    private readonly courses: CourseStore,
    private readonly drafts: DraftStore,
    private readonly ties: CourseTies,
    private readonly effects: PublishEffects,
  ) {}

  /**
   * Publishes a course's files as a new revision. The same bytes again are 'unchanged' and make no revision. Faults, an
   * open question of rules 23 and 24, and a draft that would be lost change nothing. Two pushes at once go one after the
   * other; the second compares with what the first published.
   */
  async push(files: ReadonlyMap<string, Uint8Array>, options: PublishOptions, now: Date): Promise<PushResult> {
    const reading = readCourseFiles(files);
    if ('faults' in reading) return { outcome: 'faults', faults: reading.faults };
    return this.publish(reading.course, options, now);
  }

  async publish(course: CourseDocument, options: PublishOptions, now: Date): Promise<PushResult> {
    try {
      return await inTransaction(this.db, async (db) => {
        const pointer = await this.courses.lock(course.slug, now, db);
        if (options.draftOnly) return this.saveDraft(pointer, course, options, now, db);
        return this.publishLocked(pointer, course, options, now, db);
      });
    } catch (error) {
      if (error instanceof Undone) return error.result;
      throw error;
    }
  }

  /** Every file of the published revision, byte for byte as pushed. Throws HouseError 'not-found'. */
  async pull(slug: string): Promise<Map<string, Uint8Array>> {
    const revisionId = (await this.courses.bySlug(slug))?.revisionId ?? null;
    const course = revisionId === null ? null : await this.courses.revision(revisionId);
    if (!course) throw new HouseError('not-found', `There is no published course ${slug}.`);
    const files = await this.courses.files(course.revisionId);
    const bytes = await this.ties.pictures.bytesOf([...course.pictures.values()].map(({ hash }) => hash));
    for (const [path, { hash }] of course.pictures) {
      const picture = bytes.get(hash);
      if (picture) files.set(path, picture);
    }
    return files;
  }

  private async saveDraft(
    pointer: CoursePointer,
    course: CourseDocument,
    options: PublishOptions,
    now: Date,
    db: EntityManager,
  ): Promise<PushResult> {
    const draft = draftOf(course);
    const standing = await this.drafts.standing(pointer.id, draft, db);
    if (standing === 'other' && !options.replaceDraft) return { outcome: 'draft-in-the-way' };
    if (standing === 'same') return { outcome: 'drafted' };
    await this.ties.pictures.keep(course.pictures.values(), now, db);
    await this.drafts.save(pointer.id, draft, { author: options.author, baseRevisionId: pointer.revisionId }, now, db);
    return { outcome: 'drafted' };
  }

  private async publishLocked(
    pointer: CoursePointer,
    course: CourseDocument,
    options: PublishOptions,
    now: Date,
    db: EntityManager,
  ): Promise<PushResult> {
    const draft = options.draftVersion === undefined ? null : await this.drafts.lock(pointer.id, now, db);
    if (draft && draft.version !== options.draftVersion) throw new Undone({ outcome: 'stale-draft' });
    const before = pointer.revisionId === null ? null : await this.courses.revision(pointer.revisionId, db);
    if (before && (await this.isSame(before, course, db))) {
      if (options.replaceDraft) await this.drafts.remove(pointer.id, db);
      return { outcome: 'unchanged' };
    }
    const standing = await this.drafts.standing(pointer.id, draftOf(course), db);
    if (standing === 'other' && !options.replaceDraft) throw new Undone({ outcome: 'draft-in-the-way' });

    const faults = await this.ties.faults(course, course.files.get(settingsFile), db, true);
    if (faults.length > 0) throw new Undone({ outcome: 'faults', faults });

    const changes = changesBetween(before, course);
    const ids = await this.courses.lessonIds(
      pointer.id,
      course.lessons.map(({ key }) => key),
      now,
      db,
    );
    const step = before && stepBetween(before, course, ids);
    if (step) await this.ask(step, changes, options, db);

    await this.ties.pictures.keep(course.pictures.values(), now, db);
    const note = { author: options.author, note: options.note ?? '', publishedAt: now };
    const revision = await this.courses.addRevision(pointer.id, course, ids, note, db);
    await this.courses.show(pointer.id, revision.id, db);
    await this.drafts.remove(pointer.id, db);
    const effects = step ? await this.effects.apply(db, { ...step, revisionId: revision.id }, options, now) : noEffects;
    const words = changes.words.length > 0 ? changes.words : [filesOnly];
    const done = { courseId: pointer.id, revision: revision.number, changes: words, effects };
    await options.alongside?.(db, done);
    return { outcome: 'published', ...done };
  }

  /** Goes no further when a question of rules 23 and 24 is open. Lessons that only changed or moved raise none. */
  private async ask(
    step: RevisionStep,
    changes: CourseChanges,
    answers: PublishAnswers,
    db: EntityManager,
  ): Promise<void> {
    const closing = step.before.settings.moreComing && !step.after.settings.moreComing;
    if (step.arrived.length === 0 && step.removed.length === 0 && !closing) return;
    const choices = openChoices(await this.effects.count(db, step, answers), changes, answers);
    if (choices.length > 0) throw new Undone({ outcome: 'choice-due', choices, changes: changes.words });
  }

  private async isSame(before: PublishedCourse, course: CourseDocument, db: EntityManager): Promise<boolean> {
    if (before.pictures.size !== course.pictures.size) return false;
    for (const [path, { hash }] of course.pictures) if (before.pictures.get(path)?.hash !== hash) return false;
    const files = await this.courses.files(before.revisionId, db);
    if (files.size !== course.files.size) return false;
    for (const [path, bytes] of course.files) {
      const known = files.get(path);
      if (!known || Buffer.compare(known, bytes) !== 0) return false;
    }
    return true;
  }
}

/** Thrown to undo the transaction: what was asked for is not done, and `result` says why. */
class Undone extends Error {
  constructor(readonly result: PushResult) {
    super(result.outcome);
  }
}
