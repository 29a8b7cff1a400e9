import { Injectable } from '@nestjs/common';
import { DataSource, EntityManager } from 'typeorm';
import { inTransaction } from '../database/transaction.js';
import { type DeliveryRow, DeliveryStore } from '../deliveries/delivery.store.js';
import { HouseError } from '../house-error.js';
import { formatHour } from '../schedule/hour.js';
import { formatWeekdays } from '../schedule/weekdays.js';
import { SubscriberStore } from '../subscribers/subscriber.store.js';
import { SuppressionStore } from '../suppressions/suppression.store.js';
import { EnrollmentStore } from './enrollment.store.js';

/** Letters with a link that proves the address (rule 31). */
export type ProvenAct = 'download' | 'forget' | 'change-address' | 'new-address';
export const linkUsefulMs = 3_600_000;
const noticesAnHour = 3;

/**
 * A person's rights: take the data along, be forgotten. A forwarded letter must not be enough, so each needs a second
 * link, sent to the address, good for an hour and once.
 */
@Injectable()
export class RightsService {
  constructor(
    private readonly db: DataSource,
    private readonly subscribers: SubscriberStore,
    private readonly deliveries: DeliveryStore,
    private readonly suppressions: SuppressionStore,
    private readonly enrollments: EnrollmentStore,
  ) {}

  /** Whether one more link of this kind may go out within the hour. */
  async maySend(
    subscriberId: string,
    notice: ProvenAct | 'manage-link',
    now: Date,
    manager?: EntityManager,
  ): Promise<boolean> {
    const since = new Date(now.getTime() - linkUsefulMs);
    return (await this.deliveries.noticesSince(subscriberId, notice, since, manager)) < noticesAnHour;
  }

  /** Sends the second link; at most three of a kind an hour, and then quietly none. */
  async sendLink(subscriberId: string, notice: ProvenAct | 'manage-link', now: Date, signupId?: string): Promise<void> {
    await inTransaction(this.db, async (manager) => {
      const person = await this.subscribers.take(subscriberId, manager);
      if (!person) throw new HouseError('gone', 'This page has ended.');
      if (!(await this.maySend(subscriberId, notice, now, manager))) return;
      const leaveBy = new Date(now.getTime() + linkUsefulMs);
      const row = {
        subscriberId,
        kind: 'notice' as const,
        notice,
        dueAt: now,
        leaveBy,
        ...(signupId ? { signupId } : {}),
      };
      await this.deliveries.plan([row], now, manager);
    });
  }

  /** Whether the link still works, for the page that asks; changes nothing. */
  async proven(what: ProvenAct, subscriberId: string, deliveryId: string): Promise<DeliveryRow> {
    const letter = await this.deliveries.byId(subscriberId, deliveryId);
    if (letter?.notice !== what || letter.doneAt !== null)
      throw new HouseError('gone', 'This link has been used or has ended. Your page sends a new one.');
    return letter;
  }

  /** The link works once: throws 'gone' the second time. Of two presses at once one gets through. */
  async useUp(subscriberId: string, deliveryId: string, now: Date, manager: EntityManager): Promise<void> {
    if (!(await this.deliveries.useOnce(subscriberId, deliveryId, now, manager)))
      throw new HouseError('gone', 'This link has been used. Your page sends a new one.');
  }

  /** Everything kept about the person, as plain JSON; instants are ISO UTC. */
  async download(subscriberId: string, deliveryId: string, now: Date): Promise<Record<string, unknown>> {
    await this.proven('download', subscriberId, deliveryId);
    await this.useUp(subscriberId, deliveryId, now, this.db.manager);
    return this.kept(subscriberId, now);
  }

  /** The same for who may see it anyway. Throws 'gone'. */
  async kept(subscriberId: string, now: Date): Promise<Record<string, unknown>> {
    const person = await this.subscribers.byId(subscriberId);
    if (!person) throw new HouseError('gone', 'There is nothing kept about you any more.');
    return {
      exportedAt: now.toISOString(),
      email: person.email,
      firstName: person.firstName,
      zone: person.zone,
      tags: await this.subscribers.tags(subscriberId),
      consents: await this.subscribers.consents(subscriberId),
      enrollments: (await this.enrollments.withCourses(subscriberId)).map((walk) => ({
        course: walk.course,
        state: walk.state,
        zone: walk.zone,
        hour: formatHour(walk.hour),
        weekdays: formatWeekdays(walk.weekdays),
        nextLetterAt: walk.nextSlotAt,
        startedAt: walk.startedAt,
        endedAt: walk.endedAt,
      })),
      signUps: await this.subscribers.signUps(person.emailKey),
      letters: await this.deliveries.history(subscriberId),
    };
  }

  /** Erases the person; what remains is a keyed hash of the address, so that nobody writes to it again. */
  async forget(subscriberId: string, deliveryId: string, now: Date): Promise<void> {
    await this.proven('forget', subscriberId, deliveryId);
    await this.eraseNow(subscriberId, now);
  }

  /** Without a link, for the team. One transaction; twice is once. */
  eraseNow(subscriberId: string, now: Date): Promise<{ outcome: 'erased' | 'was-gone' }> {
    return inTransaction(this.db, async (manager) => {
      const person = await this.subscribers.take(subscriberId, manager);
      if (!person) return { outcome: 'was-gone' };
      await this.suppressions.suppress(person.addressHash, 'forgotten', now, manager);
      await this.subscribers.erase(person.id, person.emailKey, manager);
      return { outcome: 'erased' };
    });
  }
}
