import { Injectable } from '@nestjs/common';
import { DataSource, EntityManager } from 'typeorm';
import { inTransaction } from '../database/transaction.js';
import { DeliveryStore, type PlannedDelivery } from '../deliveries/delivery.store.js';
import { type Subscriber, SubscriberStore } from '../subscribers/subscriber.store.js';
import { SuppressionStore } from '../suppressions/suppression.store.js';
import { coolDownMs, type Signup, type SignupOutcome, SignupStore } from './signup.store.js';

const batch = 200;
const usefulMs = 48 * 3_600_000;

/**
 * Decides sign-ups after the page has answered, so that neither its answer nor its time tells anything (rule 29):
 * unknown or new → a confirmation letter; already in → a letter with their own page; again within 15 minutes → nothing.
 */
@Injectable()
export class SignupDecidingService {
  constructor(
    private readonly db: DataSource,
    private readonly signups: SignupStore,
    private readonly subscribers: SubscriberStore,
    private readonly suppressions: SuppressionStore,
    private readonly deliveries: DeliveryStore,
  ) {}

  /** Decides every open sign-up; gives how many. Any number of processes may call it at once. */
  async decide(now: Date): Promise<number> {
    if (!(await this.signups.anyUndecided())) return 0;
    for (let decided = 0; ;) {
      const taken = await inTransaction(this.db, (manager) => this.decideBatch(now, manager));
      decided += taken;
      if (taken < batch) return decided;
    }
  }

  /** Unconfirmed sign-ups expire with everything that was typed into them. */
  async expire(now: Date): Promise<void> {
    for (let taken = batch; taken === batch;) {
      taken = await inTransaction(this.db, async (manager) => {
        const { deleted, people } = await this.signups.deleteExpired(now, batch, manager);
        await this.subscribers.forgetUnconfirmed(people, manager);
        return deleted;
      });
    }
  }

  private async decideBatch(now: Date, manager: EntityManager): Promise<number> {
    const open = await this.signups.takeUndecided(batch, manager);
    if (open.length === 0) return 0;
    const keys = [...new Set(open.map((one) => one.emailKey))];
    const blocked = await this.suppressions.firmlySuppressed(
      keys.map((key) => this.suppressions.hash(key)),
      manager,
    );
    const people = await this.peopleFor(open, blocked, now, manager);
    // Asked only after the people are locked: two workers with two sign-ups of one address must not both find none written.
    const recently = await this.signups.writtenTo(keys, new Date(now.getTime() - coolDownMs), manager);
    const written = new Set(recently.map((one) => topic(one)));
    const ids = [...people.values()].map((one) => one.id);
    const walks = await this.signups.openWalks(ids, manager);
    const readers = open.some((one) => one.courseId === null)
      ? await this.subscribers.withNewsletter(ids, manager)
      : [];
    const inAlready = new Set([
      ...walks.map((one) => `${one.subscriberId} ${one.courseId}`),
      ...readers.map((id) => `${id} null`),
    ]);

    const decisions = open.map((signup) => {
      const person = people.get(signup.emailKey);
      const outcome = this.outcomeOf(signup, person, written, inAlready);
      if (outcome === 'confirmation' || outcome === 'already-in') written.add(topic(signup));
      return { id: signup.id, outcome, subscriberId: person?.id ?? null };
    });
    await this.signups.decide(decisions, now, manager);
    await this.deliveries.plan(
      decisions.flatMap((one) => letterFor(one, now)),
      now,
      manager,
    );
    return open.length;
  }

  private outcomeOf(
    signup: Signup,
    person: Subscriber | undefined,
    written: Set<string>,
    inAlready: Set<string>,
  ): SignupOutcome {
    if (!person) return 'suppressed';
    if (written.has(topic(signup))) return 'cooling-down';
    return inAlready.has(`${person.id} ${signup.courseId}`) ? 'already-in' : 'confirmation';
  }

  /** Rows for everyone who may be written to; a suppressed address gets none. */
  private async peopleFor(open: readonly Signup[], blocked: Set<string>, now: Date, manager: EntityManager) {
    const wanted = open
      .map((one) => ({ email: one.email, emailKey: one.emailKey, addressHash: this.suppressions.hash(one.emailKey) }))
      .filter((one) => !blocked.has(one.addressHash));
    const people = await this.subscribers.findOrAdd(wanted, now, manager);
    return new Map(people.map((one) => [one.emailKey, one]));
  }
}

/** What a cool-down is kept for: one address and one course. */
function topic(one: { emailKey: string; courseId: string | null }): string {
  return `${one.emailKey} ${one.courseId ?? 'newsletter'}`;
}

function letterFor(
  decision: { id: string; outcome: SignupOutcome; subscriberId: string | null },
  now: Date,
): PlannedDelivery[] {
  const { id, outcome, subscriberId } = decision;
  if (subscriberId === null || (outcome !== 'confirmation' && outcome !== 'already-in')) return [];
  return [{ subscriberId, kind: outcome, signupId: id, dueAt: now, leaveBy: new Date(now.getTime() + usefulMs) }];
}
