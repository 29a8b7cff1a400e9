import { Injectable } from '@nestjs/common';
import { DataSource, EntityManager } from 'typeorm';
import type { PublishedCourse } from '../courses/course-settings.js';
import { inTransaction } from '../database/transaction.js';
import { ReturningService, type Returned } from '../enrollments/returning.service.js';
import { LinkService } from '../links/link.service.js';
import { SubscriberStore } from '../subscribers/subscriber.store.js';
import { takeInHand } from './signup-in-hand.js';
import { type Signup, SignupStore } from './signup.store.js';

/** What the reader may correct on the page. */
export interface ConfirmChoices {
  firstName: string | null;
  zone: string;
  hour: number;
  newsletter: boolean;
}

export interface Confirmed {
  course: { slug: string; name: string };
  outcome: 'started' | 'already-in' | 'went-on';
  zone: string;
  /** Lesson 1 leaves now, or at this slot. */
  first: 'now' | { at: Date };
  /** The lesson after that. */
  next: { at: Date } | null;
  managePath: string;
}

/** The one gesture that turns a sign-up into a reader: consent, enrollment and the first letter in one transaction. */
@Injectable()
export class ConfirmingService {
  constructor(
    private readonly db: DataSource,
    private readonly signups: SignupStore,
    private readonly subscribers: SubscriberStore,
    private readonly returning: ReturningService,
    private readonly links: LinkService,
  ) {}

  async confirm(
    signupId: string,
    course: PublishedCourse,
    choices: ConfirmChoices,
    clientAddress: string,
    now: Date,
  ): Promise<Confirmed> {
    return inTransaction(this.db, async (manager) => {
      const { signup, person } = await takeInHand(signupId, this.signups, this.subscribers, manager);
      const again = signup.confirmedAt !== null;
      if (!again) {
        await this.subscribers.confirm(person.id, choices, now, manager);
        await this.keepConsent(signup, course, choices.newsletter, clientAddress, now, manager);
        await this.signups.confirm(signup.id, now, manager);
      }
      const reader = {
        subscriberId: person.id,
        addressHash: person.addressHash,
        zone: choices.zone,
        hour: choices.hour,
      };
      const walk: Returned = again
        ? await this.returning.present(reader, course, manager)
        : await this.returning.enter(reader, course, now, manager);
      return {
        course: { slug: course.slug, name: course.settings.name },
        ...walk,
        managePath: this.links.manage(person.id),
      };
    });
  }

  private async keepConsent(
    signup: Signup,
    course: PublishedCourse,
    newsletter: boolean,
    clientAddress: string,
    now: Date,
    manager: EntityManager,
  ): Promise<void> {
    const record = {
      subscriberId: String(signup.subscriberId),
      signedUpAt: signup.createdAt,
      signedUpFrom: signup.clientAddress,
      confirmedFrom: clientAddress,
    };
    await this.subscribers.addConsent({ ...record, courseId: course.id, words: signup.words }, now, manager);
    if (newsletter && !(await this.subscribers.hasNewsletter(record.subscriberId, manager))) {
      await this.subscribers.addConsent({ ...record, courseId: null, words: signup.newsletterWords }, now, manager);
    }
  }
}
