import { Injectable } from '@nestjs/common';
import { SentBroadcastReader } from '../broadcasts/sent-broadcast.reader.js';
import { DeliveryStore } from '../deliveries/delivery.store.js';
import { LessonPageReader } from '../enrollments/lesson-page.reader.js';
import { LinkService } from '../links/link.service.js';

/** Any letter in the browser as its reader got it: a lesson, the letter at the end, an issue. */
@Injectable()
export class LetterVisitService {
  constructor(
    private readonly links: LinkService,
    private readonly deliveries: DeliveryStore,
    private readonly lessons: LessonPageReader,
    private readonly issues: SentBroadcastReader,
  ) {}

  /** The whole document. Throws HouseError 'not-found' for a forged link, 'gone' for an erased letter. */
  async read(token: string, now: Date): Promise<string> {
    const [subscriberId = '', deliveryId = ''] = this.links.read('lesson', token, now);
    const row = await this.deliveries.byId(subscriberId, deliveryId);
    if (row?.kind === 'broadcast') return (await this.issues.copy(row)).html;
    return (await this.lessons.lessonPage(subscriberId, deliveryId)).html;
  }
}
