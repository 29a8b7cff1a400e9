import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { Config } from '../config/config.js';
import { SenderStore } from './sender.store.js';
import { presentSenders, senderKey } from './senders.js';
import { signingWarning } from './signing-warning.js';

/** For those who name a sender by its address. */
@Injectable()
export class KnownSenders {
  constructor(
    private readonly db: DataSource,
    private readonly store: SenderStore,
    private readonly config: Config,
  ) {}

  /**
   * What is wrong with naming this one, in words; null: nothing. With `hold` it is not removed, and its address stays, until the
   * transaction ends; a removal that has begun is waited for.
   */
  async problemWith(email: string, db: EntityManager = this.db.manager, hold = false): Promise<string | null> {
    if (hold) await this.store.keep(email, db);
    const all = presentSenders(await this.store.list(db), this.config).map((sender) => sender.email);
    if (all.some((one) => senderKey(one) === senderKey(email))) return null;
    return `"${email}" is not a sender of this house: expected ${anyOf(all)} (the list is in the admin, under Settings)`;
  }

  /** What is doubtful about letters from this address, in a sentence; null: nothing. */
  warningFor(email: string): string | null {
    return signingWarning(email, this.config);
  }
}

function anyOf(addresses: readonly string[]): string {
  const some = addresses.slice(0, 5).join(' or ');
  return addresses.length > 5 ? `${some}, or one of ${addresses.length - 5} more` : some;
}
