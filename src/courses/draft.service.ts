import { Injectable } from '@nestjs/common';
import { DataSource, EntityManager } from 'typeorm';
import { AuditStore } from '../audit/audit.store.js';
import { inTransaction } from '../database/transaction.js';
import { faultyFields, HouseError } from '../house-error.js';
import type { PublishedCourse } from './course-settings.js';
import { applyEdits } from './course-edits.js';
import {
  changeBetween,
  type DraftChange,
  type DraftDocument,
  joinedChange,
  sameDraft,
  withChange,
} from './draft-document.js';
import { DraftReader } from './draft.reader.js';
import type { DraftEdit, DraftView } from './draft.schema.js';
import { DraftStore, type Saver, type StandingDraft } from './draft.store.js';
import { changesOf, type PresentDraft } from './draft-view.js';
import { EditGroundReader } from './edit-ground.reader.js';

/** What a save makes of the draft. */
interface Saving {
  document: DraftDocument;
  words: string[];
  /** What undo can take back; null: this save is an undo or redo itself. */
  change: DraftChange | null;
  done: number[];
  undone: number[];
}

type Standing = PresentDraft & { standing: StandingDraft };

/** Words that are typed on are one step: saves of the same files by the same person, within a minute of each other. */
const oneStepMs = 60_000;

/**
 * Edits a course's draft. Each call is one transaction and names the version it was made on; of two at once exactly one
 * is done, the other throws HouseError 'conflict' with the draft as it stands and what was changed in between. Nothing
 * is ever half saved, and readers notice nothing.
 */
@Injectable()
export class DraftService {
  constructor(
    private readonly db: DataSource,
    private readonly reader: DraftReader,
    private readonly drafts: DraftStore,
    private readonly ground: EditGroundReader,
    private readonly audit: AuditStore,
  ) {}

  /** Throws HouseError 'invalid' with `fields` ('lesson.subject') when one of the edits cannot be made; then none is. */
  edit(slug: string, version: number, edits: readonly DraftEdit[], saver: Saver, now: Date): Promise<DraftView> {
    return this.save(slug, version, { saver, edits, now }, async (present, db) => {
      const { courseId, document, standing } = present;
      const keys = document.lessons.map(({ key }) => key);
      const made = applyEdits(document, edits, await this.ground.forEdits(courseId, keys, edits, db));
      if ('fields' in made) throw faultyFields(made.fields);
      const change = changeBetween(document, made.document);
      const going = await this.goingOn(courseId, standing, edits, change, { saver, now }, db);
      return {
        document: made.document,
        words: [...new Set([...(going?.words ?? []), ...made.words])],
        change: going?.change ?? change,
        done: [...(going ? standing.done.slice(0, -1) : standing.done), version + 1],
        undone: [],
      };
    });
  }

  /** Takes the last save back, whoever made it: the draft is again what it was before it, to the byte. */
  undo(slug: string, version: number, saver: Saver, now: Date): Promise<DraftView> {
    return this.save(slug, version, { saver, edits: [], now }, async ({ courseId, document, standing }, db) => {
      const last = standing.done.at(-1);
      const step = last === undefined ? null : await this.drafts.step(courseId, last, db);
      if (last === undefined || !step?.change) throw new HouseError('conflict', 'There is nothing to take back.');
      return {
        document: withChange(document, step.change, 'back'),
        words: [`took back: ${step.words.join(', ')}`],
        change: null,
        done: standing.done.slice(0, -1),
        undone: [...standing.undone, last],
      };
    });
  }

  redo(slug: string, version: number, saver: Saver, now: Date): Promise<DraftView> {
    return this.save(slug, version, { saver, edits: [], now }, async ({ courseId, document, standing }, db) => {
      const last = standing.undone.at(-1);
      const step = last === undefined ? null : await this.drafts.step(courseId, last, db);
      if (last === undefined || !step?.change) throw new HouseError('conflict', 'There is nothing to make again.');
      return {
        document: withChange(document, step.change, 'forth'),
        words: [`made again: ${step.words.join(', ')}`],
        change: null,
        done: [...standing.done, last],
        undone: standing.undone.slice(0, -1),
      };
    });
  }

  /** Back to what is published; undo brings the draft again. Throws HouseError 'conflict' for a course never published. */
  discard(slug: string, version: number, saver: Saver, now: Date): Promise<DraftView> {
    return this.save(slug, version, { saver, edits: [], now }, async ({ document, published, standing }, db) => {
      if (!published)
        throw new HouseError('conflict', 'This course was never published: there is nothing to go back to.');
      const after = await this.reader.asDraft(published, db);
      const change = changeBetween(document, after);
      return {
        document: after,
        words: ['threw the draft away'],
        change,
        done: [...standing.done, version + 1],
        undone: [],
      };
    });
  }

  /** Another revision's files become the draft, to the byte; undo brings back what stood there. */
  replace(
    slug: string,
    version: number,
    { course, words }: { course: PublishedCourse; words: string },
    saver: Saver,
    now: Date,
  ): Promise<DraftView> {
    return this.save(slug, version, { saver, edits: [], now }, async ({ document, standing }, db) => {
      const after = await this.reader.asDraft(course, db);
      const change = changeBetween(document, after);
      return { document: after, words: [words], change, done: [...standing.done, version + 1], undone: [] };
    });
  }

  private async save(
    slug: string,
    version: number,
    { saver, edits, now }: { saver: Saver; edits: readonly DraftEdit[]; now: Date },
    make: (present: Standing, db: EntityManager) => Promise<Saving>,
  ): Promise<DraftView> {
    return inTransaction(this.db, async (db) => {
      const present = await this.reader.forChange(slug, now, db);
      if (present.standing.version !== version) throw await this.conflict(present, version, edits, db);
      const saving = await make(present, db);
      if (sameDraft(present.document, saving.document)) return this.reader.view(present, db);
      const standing = await this.keep(present, saving, saver, now, db);
      return this.reader.view({ ...present, document: saving.document, standing }, db);
    });
  }

  /** Writes the draft, its step, what left it, and the log. A draft that says what is published is none. */
  private async keep(
    { courseId, document, published, standing }: Standing,
    saving: Saving,
    saver: Saver,
    now: Date,
    db: EntityManager,
  ): Promise<StandingDraft> {
    const version = standing.version + 1;
    const same = published && sameDraft(saving.document, await this.reader.asDraft(published, db));
    const kept = same ? null : saving.document;
    const { done, undone, words, change } = saving;
    const changes = kept && changesOf(kept, published).length;
    await this.drafts.write(courseId, { document: kept, changes, done, undone }, saver, version, now, db);
    await this.drafts.keepStep(courseId, { version, savedAt: now, savedBy: saver.actor, words, change }, saver, db);
    const left = new Set(saving.document.lessons.map(({ key }) => key));
    const gone = document.lessons.filter(({ key }) => !left.has(key));
    if (gone.length > 0) await this.drafts.shelve(courseId, gone, now, db);
    const entry = { at: now, actor: saver.actor, subjectKind: 'course', subjectId: courseId };
    await this.audit.record(db, { ...entry, action: 'draft.saved', after: { version, changes: words } });
    return { version, document: kept, savedAt: now, savedBy: saver.actor, saver: saver.name, done, undone };
  }

  /** The step that these edits go on with, joined with what they change; null: they begin a step of their own. */
  private async goingOn(
    courseId: string,
    standing: StandingDraft,
    edits: readonly DraftEdit[],
    change: DraftChange,
    { saver, now }: { saver: Saver; now: Date },
    db: EntityManager,
  ): Promise<{ change: DraftChange; words: string[] } | null> {
    const last = standing.done.at(-1);
    if (last === undefined || last !== standing.version || !edits.every(({ kind }) => kind.endsWith('.write')))
      return null;
    const step = await this.drafts.step(courseId, last, db);
    if (!step?.change || step.savedBy !== saver.actor) return null;
    if (now.getTime() - step.savedAt.getTime() > oneStepMs) return null;
    const files = (one: DraftChange) => Object.keys(one.files).sort().join();
    if (files(step.change) !== files(change)) return null;
    return { change: joinedChange(step.change, change), words: step.words };
  }

  private async conflict(
    present: Standing,
    version: number,
    edits: readonly DraftEdit[],
    db: EntityManager,
  ): Promise<HouseError> {
    const changes = await this.drafts.savesAfter(present.courseId, version, db);
    const who = [...new Set(changes.map((change) => change.who))].join(' and ') || 'Somebody';
    const theirs = await this.reader.view(present, db);
    return new HouseError('conflict', `${who} changed this course while you were working on it.`, {
      versions: { yours: { version, edits }, theirs, changes },
    });
  }
}
