import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { clientKey } from '../http/client-address.js';
import { RequestCounters } from '../http/request-counter.store.js';
import { HouseError } from '../house-error.js';

/** Per quarter of an hour. A client may be an office; an address is one person with a bad memory. */
const window = 900;
const limits = {
  'sign-in': { perClient: 60, perAddress: 10 },
  code: { perClient: 60, perAddress: 10 },
  reset: { perClient: 20, perAddress: 3 },
};

/**
 * How often somebody may try to get in, counted together by all processes, right or wrong: what is counted afterwards can
 * be outrun. Addresses are kept as hashes. Throws HouseError 'too-many'.
 */
@Injectable()
export class EntryLimit {
  constructor(private readonly counters: RequestCounters) {}

  /** `what` keeps the counts of different doors apart; `email` null: only the client is counted. */
  async count(what: keyof typeof limits, client: string, email: string | null): Promise<void> {
    const { perClient, perAddress } = limits[what];
    const waits = [await this.counters.count(`${what}:${clientKey(client)}`, perClient, window)];
    if (email !== null) {
      const hash = createHash('sha256').update(email.trim().toLowerCase()).digest('base64url');
      waits.push(await this.counters.count(`${what}:${hash}`, perAddress, window));
    }
    const wait = Math.max(...waits);
    if (wait === 0) return;
    const minutes = Math.ceil(wait / 60);
    const when = minutes === 1 ? '1 minute' : `${minutes} minutes`;
    throw new HouseError('too-many', `That was tried many times. Please try again in ${when}.`, {
      retryAfterSeconds: wait,
    });
  }
}
