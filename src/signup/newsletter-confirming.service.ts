import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { inTransaction } from '../database/transaction.js';
import { HouseError } from '../house-error.js';
import { LinkService } from '../links/link.service.js';
import { SubscriberStore } from '../subscribers/subscriber.store.js';
import { SuppressionStore } from '../suppressions/suppression.store.js';
import { takeInHand } from './signup-in-hand.js';
import { SignupStore } from './signup.store.js';

/** How the newsletter's button came out; `course` null tells it from a course's. */
export interface NewsletterConfirmed {
  course: null;
  outcome: 'started' | 'already-in';
  managePath: string;
}

/** The one gesture that turns a sign-up for the newsletter into consent. */
@Injectable()
export class NewsletterConfirmingService {
  constructor(
    private readonly db: DataSource,
    private readonly signups: SignupStore,
    private readonly subscribers: SubscriberStore,
    private readonly suppressions: SuppressionStore,
    private readonly links: LinkService,
  ) {}

  /**
   * Twice is once. Confirming lifts an earlier "unsubscribed" or "forgotten", and nothing harder (rule 30). Throws HouseError 'gone', and
   * 'forbidden' for an address that is never to be written to.
   */
  async confirm(
    signupId: string,
    choices: { firstName: string | null; zone: string | null },
    clientAddress: string,
    now: Date,
  ): Promise<NewsletterConfirmed> {
    return inTransaction(this.db, async (manager) => {
      const { signup, person } = await takeInHand(signupId, this.signups, this.subscribers, manager);
      const has = await this.subscribers.hasNewsletter(person.id, manager);
      const page = { course: null, managePath: this.links.manage(person.id) };
      if (signup.confirmedAt !== null) return { ...page, outcome: 'already-in' };
      if (!(await this.suppressions.liftByConfirming(person.addressHash, manager)))
        throw new HouseError('forbidden', 'We cannot write to this address. Please choose another one.');
      await this.subscribers.confirm(person.id, choices, now, manager);
      const consent = {
        subscriberId: person.id,
        courseId: null,
        words: signup.words,
        signedUpAt: signup.createdAt,
        signedUpFrom: signup.clientAddress,
        confirmedFrom: clientAddress,
      };
      if (!has) await this.subscribers.addConsent(consent, now, manager);
      await this.subscribers.allowIssues(person.id, manager);
      await this.signups.confirm(signup.id, now, manager);
      return { ...page, outcome: has ? 'already-in' : 'started' };
    });
  }
}
