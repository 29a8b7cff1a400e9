import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { inTransaction } from '../database/transaction.js';
import { linkUsefulMs, RightsService } from '../enrollments/rights.service.js';
import { HouseError } from '../house-error.js';
import { maskAddress, readAddress } from '../mail/address.js';
import { SubscriberStore } from '../subscribers/subscriber.store.js';
import { SuppressionStore } from '../suppressions/suppression.store.js';
import { coolDownMs, SignupStore } from './signup.store.js';

/**
 * A changed address (rule 44), in two letters: one to the present address, because a forwarded letter must not hand over
 * the person (rule 31), then one to the new address, because it may be a stranger's. Until both were answered the new
 * address waits in signups, which expire; addresses live nowhere else (rule 16).
 */
@Injectable()
export class AddressChangeService {
  constructor(
    private readonly db: DataSource,
    private readonly signups: SignupStore,
    private readonly rights: RightsService,
    private readonly subscribers: SubscriberStore,
    private readonly suppressions: SuppressionStore,
  ) {}

  /** Asks at the present address. The same answer whoever the new one belongs to; at most three an hour, then quietly none. */
  async request(subscriberId: string, email: string, clientAddress: string, now: Date): Promise<void> {
    const address = readAddress(email);
    if ('problem' in address) throw new HouseError('invalid', address.problem, { fields: { email: address.problem } });
    if (!(await this.rights.maySend(subscriberId, 'change-address', now))) return;
    const signupId = await this.signups.appendAddressChange(
      {
        subscriberId,
        email: address.email,
        emailKey: address.key,
        clientAddress,
        createdAt: now,
        expiresAt: new Date(now.getTime() + linkUsefulMs),
      },
      this.db.manager,
    );
    await this.rights.sendLink(subscriberId, 'change-address', now, signupId);
  }

  /** The new address, masked, for the pages that ask. Throws 'gone' when the link was used or has ended. */
  async page(
    step: 'change-address' | 'new-address',
    subscriberId: string,
    deliveryId: string,
  ): Promise<{ maskedEmail: string }> {
    const letter = await this.rights.proven(step, subscriberId, deliveryId);
    const wanted = letter.signupId ? await this.signups.byId(letter.signupId) : null;
    if (!wanted) throw new HouseError('gone', 'This link has ended. Your page sends a new one.');
    return { maskedEmail: maskAddress(wanted.email) };
  }

  /**
   * The present address has said yes: now the new one is asked. Nobody learns here who is suppressed, or whom we wrote to
   * within the cool-down: then no letter goes, and the answer is the same.
   */
  async askNewAddress(subscriberId: string, deliveryId: string, now: Date): Promise<void> {
    const letter = await this.rights.proven('change-address', subscriberId, deliveryId);
    const wanted = letter.signupId ? await this.signups.byId(letter.signupId) : null;
    if (!wanted) throw new HouseError('gone', 'This link has ended. Your page sends a new one.');
    await this.rights.useUp(subscriberId, deliveryId, now, this.db.manager);
    const hash = this.suppressions.hash(wanted.emailKey);
    const suppressed = await this.suppressions.firmlySuppressed([hash], this.db.manager);
    const since = new Date(now.getTime() - coolDownMs);
    const written = await this.signups.writtenTo([wanted.emailKey], since, this.db.manager);
    if (suppressed.size > 0 || written.length > 0) return;
    await this.rights.sendLink(subscriberId, 'new-address', now, wanted.id);
  }

  /** An address that belongs to somebody else is refused without saying so to a stranger: the link reached its owner. */
  async change(subscriberId: string, deliveryId: string, now: Date): Promise<void> {
    const letter = await this.rights.proven('new-address', subscriberId, deliveryId);
    await inTransaction(this.db, async (manager) => {
      const wanted = letter.signupId ? await this.signups.take(letter.signupId, manager) : null;
      if (!wanted) throw new HouseError('gone', 'This link has ended. Your page sends a new one.');
      await this.rights.useUp(subscriberId, deliveryId, now, manager);
      const address = {
        email: wanted.email,
        emailKey: wanted.emailKey,
        addressHash: this.suppressions.hash(wanted.emailKey),
      };
      if (!(await this.subscribers.changeAddress(subscriberId, address, manager))) {
        throw new HouseError(
          'conflict',
          'This address has its own page here already. Leave the course on one of the two.',
        );
      }
      // Its owner has pressed the button: that lifts what confirming lifts (rule 30).
      if (!(await this.suppressions.liftByConfirming(address.addressHash, manager)))
        throw new HouseError('forbidden', 'We cannot write to this address. Please choose another one.');
      await this.signups.confirm(wanted.id, now, manager);
    });
  }
}
