import { Injectable } from '@nestjs/common';
import { CourseReader } from '../courses/course.reader.js';
import { LeavingService } from '../enrollments/leaving.service.js';
import { LinkService } from '../links/link.service.js';
import type { Ending } from './pages/unsubscribe.page.js';

/** What may be ended or was, and where the reader goes for less, or to take it back. */
export interface Ended extends Ending {
  managePath: string;
}

/** From a letter's unsubscribe link to what it ends. Such links never expire; a forged one throws 'not-found'. */
@Injectable()
export class UnsubscribeFormService {
  constructor(
    private readonly links: LinkService,
    private readonly leaving: LeavingService,
    private readonly courses: CourseReader,
  ) {}

  /** Changes nothing. */
  async page(token: string, now: Date): Promise<Ended & { maskedEmail: string }> {
    const [subscriberId = '', deliveryId = ''] = this.links.read('unsubscribe', token, now);
    const { what, courseId, maskedEmail } = await this.leaving.page(subscriberId, deliveryId);
    return { ...(await this.ended(subscriberId, what, courseId)), maskedEmail };
  }

  /** What the letter belongs to; twice is once. */
  async byLetter(token: string, now: Date): Promise<Ended> {
    const [subscriberId = '', deliveryId = ''] = this.links.read('unsubscribe', token, now);
    const { what, courseId } = await this.leaving.byLetter(subscriberId, deliveryId, now);
    return this.ended(subscriberId, what, courseId);
  }

  /** Every course and the newsletter; twice is once. */
  async everything(token: string, now: Date): Promise<Ended> {
    const [subscriberId = ''] = this.links.read('unsubscribe', token, now);
    await this.leaving.everything(subscriberId, now);
    return this.ended(subscriberId, 'everything', null);
  }

  private async ended(subscriberId: string, what: Ending['what'], courseId: string | null): Promise<Ended> {
    const course = courseId === null ? null : await this.courses.byId(courseId);
    return {
      what,
      course: course ? { slug: course.slug, name: course.settings.name } : null,
      managePath: this.links.manage(subscriberId),
    };
  }
}
