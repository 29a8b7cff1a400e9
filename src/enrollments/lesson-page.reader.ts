import { Injectable } from '@nestjs/common';
import { CourseReader } from '../courses/course.reader.js';
import type { PublishedCourse } from '../courses/course-settings.js';
import { type DeliveryRow, DeliveryStore } from '../deliveries/delivery.store.js';
import { letterPlace } from '../deliveries/letter-place.js';
import { LetterWriter } from '../deliveries/letter-writer.service.js';
import { EnrollmentStore } from './enrollment.store.js';
import { HouseError } from '../house-error.js';
import { LinkService } from '../links/link.service.js';
import { doneBlockBrowser } from '../rendering/fragments.js';
import { fillSegments } from '../rendering/letter-template.js';
import {
  compiledCompletion,
  compiledLesson,
  completionFacts,
  completionValues,
  lessonFacts,
  lessonValues,
} from './lesson-letter.js';

/** A letter in the browser: the whole document as it left, its "I did it" a form that POSTs to the done page. */
export interface LessonPage {
  html: string;
  subject: string;
  doneAt: Date | null;
  day: number;
  of: number;
  courseName: string;
  managePath: string;
}

/** Shows a letter again from what the ledger kept: revision and facts (rule 15). Reads only. */
@Injectable()
export class LessonPageReader {
  constructor(
    private readonly deliveries: DeliveryStore,
    private readonly courses: CourseReader,
    private readonly writer: LetterWriter,
    private readonly links: LinkService,
    private readonly enrollments: EnrollmentStore,
  ) {}

  /** Throws 'gone' when the letter was erased or has not left yet. */
  async lessonPage(subscriberId: string, deliveryId: string): Promise<LessonPage> {
    const row = await this.deliveries.byId(subscriberId, deliveryId);
    if (!row?.composed || row.revisionId === null) throw new HouseError('gone', 'This letter is no longer here.');
    const course = await this.courses.byRevision(row.revisionId);
    const managePath = this.links.manage(subscriberId);
    const common = { doneAt: row.doneAt, courseName: course.settings.name, managePath };
    return row.kind === 'completion'
      ? { ...common, ...(await this.completion(row, course)) }
      : { ...common, ...(await this.lesson(row, course)) };
  }

  private async lesson(
    row: DeliveryRow,
    course: PublishedCourse,
  ): Promise<Pick<LessonPage, 'html' | 'subject' | 'day' | 'of'>> {
    const lesson = course.lessons.find((one) => one.id === row.lessonId);
    const facts = lessonFacts.parse(row.composed?.facts);
    if (!lesson) throw new HouseError('gone', 'This lesson is no longer here.');
    const compiled = await compiledLesson(this.writer, course, lesson, await this.letterheadOf(row));
    const doneAt = row.doneAt ? await this.dateOf(row, row.doneAt) : null;
    const doneBlock = doneBlockBrowser(this.links.done(row.subscriberId, row.id), doneAt);
    const values = lessonValues(compiled, facts, this.placeOf(row), this.links, doneBlock);
    return {
      html: fillSegments(compiled.template.html, values, 'html'),
      subject: fillSegments(compiled.template.subject, values, 'text'),
      day: facts.day,
      of: facts.of,
    };
  }

  private placeOf(row: DeliveryRow) {
    return letterPlace(row.subscriberId, row.id, row.composed?.origin ?? '', this.links);
  }

  private letterheadOf({ composed }: DeliveryRow) {
    return composed ? this.writer.letterheadOf(composed) : undefined;
  }

  /** The day of the mark, as the reader's own calendar calls it. */
  private async dateOf(row: DeliveryRow, at: Date): Promise<string> {
    const walks = await this.enrollments.ofSubscriber(row.subscriberId);
    const zone = walks.find((walk) => walk.enrollmentId === row.enrollmentId)?.zone ?? 'UTC';
    return new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'long', timeZone: zone }).format(at);
  }

  private async completion(
    row: DeliveryRow,
    course: PublishedCourse,
  ): Promise<Pick<LessonPage, 'html' | 'subject' | 'day' | 'of'>> {
    const facts = completionFacts.parse(row.composed?.facts);
    const compiled = await compiledCompletion(this.writer, course, await this.letterheadOf(row));
    const values = completionValues(compiled, facts, this.placeOf(row), this.links);
    return {
      html: fillSegments(compiled.template.html, values, 'html'),
      subject: fillSegments(compiled.template.subject, values, 'text'),
      day: facts.of,
      of: facts.of,
    };
  }
}
