import { Injectable } from '@nestjs/common';
import type { Admin } from '../accounts/admin.js';
import { AuditStore } from '../audit/audit.store.js';
import { readCourseFiles } from '../courses/course-files.js';
import { courseFilesOfDraft } from '../courses/draft-document.js';
import { DraftReader } from '../courses/draft.reader.js';
import { DraftStore } from '../courses/draft.store.js';
import type { PresentDraft } from '../courses/draft-view.js';
import type { FileFault } from '../courses/file-text.js';
import { type PublishedRevision, PublishService, type PushResult } from '../courses/publish.service.js';
import { HouseError } from '../house-error.js';
import { PictureStore } from '../pictures/picture.store.js';
import type { Published, PublishRequest } from './revision.schema.js';

/** Publishes what a course's editors have drafted. */
@Injectable()
export class PublishDraftService {
  constructor(
    private readonly publishing: PublishService,
    private readonly reader: DraftReader,
    private readonly drafts: DraftStore,
    private readonly pictures: PictureStore,
    private readonly audit: AuditStore,
  ) {}

  /**
   * In one transaction, with its line in the log; of two at once one is done. Throws HouseError, and nothing is changed:
   * 'conflict' when the draft is another by now (with both versions and what was saved since) or when there is none;
   * 'invalid' with `fields`: faults by file and line, or the questions of rules 23 and 24 that have no answer yet.
   */
  async publish(slug: string, request: PublishRequest, admin: Admin, now: Date): Promise<Published> {
    const present = await this.reader.bySlug(slug);
    const { standing } = present;
    if (standing?.version !== request.version) throw await this.stale(slug, request.version);
    if (!standing.document) throw new HouseError('conflict', 'There is nothing to publish: all of it is published.');
    const hashes = Object.values(standing.document.pictures).map(({ hash }) => hash);
    const files = courseFilesOfDraft(standing.document, await this.pictures.bytesOf(hashes));
    const reading = readCourseFiles(files);
    if ('faults' in reading) throw faulty(reading.faults, present);
    const result = await this.publishing.publish(
      reading.course,
      {
        ...request.answers,
        author: admin.actor,
        note: request.note.trim(),
        replaceDraft: true,
        draftVersion: request.version,
        alongside: (db, done) => this.audit.record(db, entryOf(done, request, admin, now)),
      },
      now,
    );
    if (result.outcome === 'faults') throw faulty(result.faults, present);
    return this.answer(result, slug, request.version);
  }

  private async answer(result: PushResult, slug: string, version: number): Promise<Published> {
    switch (result.outcome) {
      case 'published':
        return { revision: result.revision, changes: result.changes, effects: result.effects };
      case 'choice-due':
        throw new HouseError('invalid', 'This touches people, and only you can say how. Please choose.', {
          fields: Object.fromEntries(result.choices.map(({ option, question }) => [`answers.${option}`, question])),
        });
      case 'unchanged':
        throw new HouseError('conflict', 'There is nothing to publish: all of it is published.');
      default:
        throw await this.stale(slug, version);
    }
  }

  private async stale(slug: string, version: number): Promise<HouseError> {
    const { courseId } = await this.reader.bySlug(slug);
    const changes = await this.drafts.savesAfter(courseId, version);
    const who = [...new Set(changes.map((change) => change.who))].join(' and ') || 'Somebody';
    return new HouseError('conflict', `${who} changed this course after you looked at it. Nothing was published.`, {
      versions: { yours: { version }, theirs: await this.reader.read(slug), changes },
    });
  }
}

function entryOf({ courseId, ...after }: PublishedRevision, { note, answers }: PublishRequest, admin: Admin, at: Date) {
  const subject = { subjectKind: 'course', subjectId: courseId };
  return { at, actor: admin.actor, action: 'course.published', ...subject, after: { ...after, note, answers } };
}

/** A fault of a lesson's file names the lesson, as its editors know it. */
function faulty(faults: readonly FileFault[], { document }: PresentDraft): HouseError {
  const fields = faults.map(({ file, line, message }) => {
    const key = /^\d+-(.*)\.md$/.exec(file)?.[1];
    const lesson = document.lessons.find((one) => one.key === key);
    return [`${file}:${line}`, lesson ? `“${lesson.subject}”: ${message}` : message];
  });
  return new HouseError('invalid', 'Something in this course keeps it from being published.', {
    fields: Object.fromEntries(fields) as Record<string, string>,
  });
}
