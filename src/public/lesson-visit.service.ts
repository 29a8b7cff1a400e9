import { Injectable } from '@nestjs/common';
import { LessonPageReader } from '../enrollments/lesson-page.reader.js';
import { type Walk, WalkReader } from '../enrollments/walk.reader.js';
import { WalkService } from '../enrollments/walk.service.js';
import { HouseError } from '../house-error.js';
import { LinkService } from '../links/link.service.js';

type LessonPage = Awaited<ReturnType<LessonPageReader['lessonPage']>>;

/** Whose lesson a link opened. */
export interface LessonVisit {
  subscriberId: string;
  deliveryId: string;
  lesson: LessonPage;
}

@Injectable()
export class LessonVisitService {
  constructor(
    private readonly links: LinkService,
    private readonly lessons: LessonPageReader,
    private readonly walks: WalkReader,
    private readonly marks: WalkService,
  ) {}

  /** Throws HouseError 'not-found' for a forged link, 'gone' for an erased letter. */
  async open(token: string, now: Date): Promise<LessonVisit> {
    const [subscriberId = '', deliveryId = ''] = this.links.read('lesson', token, now);
    return { subscriberId, deliveryId, lesson: await this.lessons.lessonPage(subscriberId, deliveryId) };
  }

  /** Twice is once. */
  async markDone(token: string, now: Date): Promise<void> {
    const [subscriberId = '', deliveryId = ''] = this.links.read('lesson', token, now);
    await this.marks.markDone(subscriberId, deliveryId, now);
  }

  /** The walk the lesson belongs to; null once the reader's page was put away, or for a letter that is no lesson's first copy. */
  async walkOf({ subscriberId, deliveryId }: LessonVisit, now: Date): Promise<Walk | null> {
    try {
      const page = await this.walks.managePage(subscriberId, now);
      return page.walks.find((walk) => walk.lessons.some((lesson) => lesson.deliveryId === deliveryId)) ?? null;
    } catch (error) {
      if (error instanceof HouseError && (error.code === 'gone' || error.code === 'not-found')) return null;
      throw error;
    }
  }
}
