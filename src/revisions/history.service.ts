import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { changesBetween } from '../courses/course-changes.js';
import { CourseReader } from '../courses/course.reader.js';
import type { PublishedCourse } from '../courses/course-settings.js';
import { DraftReader } from '../courses/draft.reader.js';
import { LetterPreviewService } from '../courses/letter-preview.service.js';
import { HouseError } from '../house-error.js';
import { decodeCursor, pageFrom } from '../http/page-cursor.js';
import type { PageQuery } from '../http/page.schema.js';
import { compareRevisions } from './revision-comparison.js';
import type { Comparison, RevisionLetter, RevisionLine, RevisionPage, RevisionView } from './revision.schema.js';
import { type RevisionRow, RevisionStore } from './revision.store.js';
import { settingsInWords } from './settings-in-words.js';

/** What was published when, and what was different. Revisions never change, so the reader of courses keeps them in memory. */
@Injectable()
export class HistoryService {
  constructor(
    private readonly courses: DraftReader,
    private readonly revisions: RevisionStore,
    private readonly reader: CourseReader,
    private readonly letters: LetterPreviewService,
  ) {}

  /** Newest first. Throws HouseError 'not-found'. */
  async page(slug: string, { after, limit }: PageQuery): Promise<RevisionPage> {
    const { courseId, published } = await this.courses.bySlug(slug);
    const rows = await this.revisions.page(courseId, decodeCursor(after, z.number().int()), limit + 1);
    const page = pageFrom(rows, limit, ({ number }) => number);
    const items: RevisionLine[] = [];
    for (const [index, row] of page.items.entries())
      items.push(await this.lineOf(row, rows[index + 1] ?? null, published?.revisionId));
    return { items, next: page.next };
  }

  async view(slug: string, number: number): Promise<RevisionView> {
    const { courseId, published } = await this.courses.bySlug(slug);
    const row = await this.found(courseId, number);
    const [, before] = await this.revisions.page(courseId, number + 1, 2);
    const later = await this.revisions.byNumber(courseId, number + 1);
    const course = await this.reader.byRevision(row.id);
    const line = await this.lineOf(row, before ?? null, published?.revisionId);
    const lessons = course.lessons.map(({ key, subject, preheader, minutes, waitDays, body }) => ({
      ...{ key, subject, preheader, minutes, waitDays, body },
    }));
    return {
      ...{ ...line, lessons, completion: course.settings.completion, settings: settingsInWords(course.settings) },
      ...{ earlier: before?.number ?? null, later: later?.number ?? null },
    };
  }

  /** As a sample reader got it; `lesson` absent: the completion letter. Throws HouseError 'not-found'. */
  async letter(slug: string, number: number, key?: string): Promise<RevisionLetter> {
    const { courseId } = await this.courses.bySlug(slug);
    const course = await this.course(courseId, number);
    const lesson = course.lessons.find((one) => one.key === key);
    if (key !== undefined && !lesson) throw new HouseError('not-found', `Revision ${number} has no lesson “${key}”.`);
    const words = lesson ?? { ...course.settings.completion, minutes: null };
    const typed = { kind: lesson ? 'lesson' : 'completion', lesson: key ?? null, ...words } as const;
    const { subject, html, text } = await this.letters.sample(course, typed);
    return { subject, html, text };
  }

  async compare(slug: string, from: number, to: number): Promise<Comparison> {
    const { courseId } = await this.courses.bySlug(slug);
    const [was, is] = await Promise.all([this.course(courseId, from), this.course(courseId, to)]);
    return { from, to, ...compareRevisions(was, is) };
  }

  private async course(courseId: string, number: number): Promise<PublishedCourse> {
    return this.reader.byRevision((await this.found(courseId, number)).id);
  }

  private async found(courseId: string, number: number): Promise<RevisionRow> {
    const row = await this.revisions.byNumber(courseId, number);
    if (!row) throw new HouseError('not-found', `There is no revision ${number} of this course.`);
    return row;
  }

  private async lineOf(row: RevisionRow, before: RevisionRow | null, current?: string): Promise<RevisionLine> {
    const course = await this.reader.byRevision(row.id);
    const { words } = changesBetween(before && (await this.reader.byRevision(before.id)), course);
    const { number, publishedAt, author, note } = row;
    return {
      ...{ number, author, note, changes: words, publishedAt: publishedAt.toISOString() },
      lessons: course.lessons.length,
      current: row.id === current,
    };
  }
}
