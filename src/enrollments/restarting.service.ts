import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { PublishedCourse } from '../courses/course-settings.js';
import { SubscriberStore } from '../subscribers/subscriber.store.js';
import { BeginWalkService, type BegunWalk } from './begin-walk.service.js';
import type { Enrollment } from './enrollment.store.js';

/** "Start again" on the reader's page: a new walk, and a consent of its own where the old one was taken back (rule 28). */
@Injectable()
export class RestartingService {
  constructor(
    private readonly subscribers: SubscriberStore,
    private readonly beginning: BeginWalkService,
  ) {}

  /** Null when a walk through this course is open. Runs in the caller's transaction. */
  async restart(
    walk: Enrollment,
    course: PublishedCourse,
    clientAddress: string,
    now: Date,
    manager: EntityManager,
  ): Promise<BegunWalk | null> {
    const begun = await this.beginning.begin(course, walk, now, manager);
    if (begun && !(await this.subscribers.hasCourseConsent(walk.subscriberId, course.id, manager))) {
      const from = { signedUpAt: now, signedUpFrom: clientAddress, confirmedFrom: clientAddress };
      const words = course.settings.page.consent;
      await this.subscribers.addConsent(
        { subscriberId: walk.subscriberId, courseId: course.id, words, ...from },
        now,
        manager,
      );
    }
    return begun;
  }
}
