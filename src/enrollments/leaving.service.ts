import { Injectable } from '@nestjs/common';
import { DataSource, EntityManager } from 'typeorm';
import { inTransaction } from '../database/transaction.js';
import { DeliveryStore } from '../deliveries/delivery.store.js';
import { maskAddress } from '../mail/address.js';
import { type Subscriber, SubscriberStore } from '../subscribers/subscriber.store.js';
import { SuppressionStore } from '../suppressions/suppression.store.js';
import { WalkService } from './walk.service.js';

/** What a letter's unsubscribe link ends: its course, the newsletter, or (for letters that belong to neither) everything. */
export type Ends = 'course' | 'newsletter' | 'everything';

export interface UnsubscribePage {
  what: Ends;
  courseId: string | null;
  maskedEmail: string;
}

/** Leaving: one course by one click, the newsletter, or everything. All idempotent; a "no" is never turned round here. */
@Injectable()
export class LeavingService {
  constructor(
    private readonly db: DataSource,
    private readonly subscribers: SubscriberStore,
    private readonly suppressions: SuppressionStore,
    private readonly deliveries: DeliveryStore,
    private readonly walks: WalkService,
  ) {}

  /** What the link in this letter would end. A person or letter that is gone has nothing left to end. Changes nothing. */
  async page(subscriberId: string, deliveryId: string): Promise<UnsubscribePage> {
    const person = await this.subscribers.byId(subscriberId);
    return { ...(await this.endsOf(subscriberId, deliveryId)), maskedEmail: person ? maskAddress(person.email) : '' };
  }

  /** RFC 8058 one-click, and the page's button: ends what the letter belongs to, at once. */
  async byLetter(
    subscriberId: string,
    deliveryId: string,
    now: Date,
  ): Promise<{ what: Ends; courseId: string | null }> {
    const ends = await this.endsOf(subscriberId, deliveryId);
    if (ends.what === 'everything') {
      await this.everything(subscriberId, now);
      return ends;
    }
    await this.holding(subscriberId, async (_person, manager) => {
      if (ends.courseId === null) {
        await this.deliveries.markLeft(subscriberId, deliveryId, now, manager);
        return this.endNewsletter(subscriberId, 'unsubscribed by the letter', now, manager);
      }
      await this.walks.leaveCourse(subscriberId, ends.courseId, 'unsubscribed by the letter', now, manager);
      await this.subscribers.withdrawConsent(
        subscriberId,
        { purpose: 'course', courseId: ends.courseId },
        now,
        manager,
      );
    });
    return ends;
  }

  /** Ends one walk, and takes back the consent for its course; everything else stays. Throws 'not-found'. */
  course(
    subscriberId: string,
    enrollmentId: string,
    because: string,
    now: Date,
  ): Promise<{ outcome: 'left' | 'was-over' }> {
    return inTransaction(this.db, async (manager) => {
      await this.subscribers.take(subscriberId, manager);
      const { outcome, courseId } = await this.walks.leave(subscriberId, enrollmentId, because, now, manager);
      if (outcome === 'left')
        await this.subscribers.withdrawConsent(subscriberId, { purpose: 'course', courseId }, now, manager);
      return { outcome };
    });
  }

  /** Ends every course and the newsletter, withdraws what is planned, and suppresses the address until it confirms again. */
  async everything(subscriberId: string, now: Date, because = 'left everything'): Promise<void> {
    await this.holding(subscriberId, async (person, manager) => {
      await this.walks.leaveAll(subscriberId, because, now, manager);
      await this.deliveries.withdraw({ subscriberId }, because, now, manager);
      await this.subscribers.withdrawConsent(subscriberId, {}, now, manager);
      await this.suppressions.suppress(person.addressHash, 'unsubscribed', now, manager);
    });
  }

  /** The newsletter's own switch; `words` is the sentence agreed to. */
  async setNewsletter(
    subscriberId: string,
    on: boolean,
    words: string,
    clientAddress: string,
    now: Date,
  ): Promise<void> {
    await this.holding(subscriberId, async (_person, manager) => {
      const has = await this.subscribers.hasNewsletter(subscriberId, manager);
      if (on && !has) {
        const consent = {
          subscriberId,
          courseId: null,
          words,
          signedUpAt: now,
          signedUpFrom: clientAddress,
          confirmedFrom: clientAddress,
        };
        await this.subscribers.addConsent(consent, now, manager);
        await this.subscribers.allowIssues(subscriberId, manager);
      }
      if (!on) await this.endNewsletter(subscriberId, 'left the newsletter', now, manager);
    });
  }

  /** No more issues, also none that are planned already. */
  private async endNewsletter(subscriberId: string, because: string, now: Date, manager: EntityManager): Promise<void> {
    await this.subscribers.endIssues(subscriberId, now, manager);
    await this.deliveries.withdraw({ subscriberId, kinds: ['broadcast', 'digest'] }, because, now, manager);
  }

  private async endsOf(subscriberId: string, deliveryId: string): Promise<{ what: Ends; courseId: string | null }> {
    const letter = await this.deliveries.byId(subscriberId, deliveryId);
    // An issue ends issues, also where it went to a course's readers: their lessons go on.
    if (letter?.kind === 'broadcast' || letter?.kind === 'digest') return { what: 'newsletter', courseId: null };
    return letter?.courseId ? { what: 'course', courseId: letter.courseId } : { what: 'everything', courseId: null };
  }

  /** The person first, then their walks, then their letters: the order that never deadlocks. An erased person has nothing to do. */
  private async holding(
    subscriberId: string,
    work: (person: Subscriber, manager: EntityManager) => Promise<void>,
  ): Promise<void> {
    await inTransaction(this.db, async (manager) => {
      const person = await this.subscribers.take(subscriberId, manager);
      if (person) await work(person, manager);
    });
  }
}
