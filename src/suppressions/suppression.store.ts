import { Injectable } from '@nestjs/common';
import { DataSource, EntityManager } from 'typeorm';
import { addressHash, SuppressionKey } from './address-hash.js';

export type SuppressionReason = 'unsubscribed' | 'forgotten' | 'hard-bounce' | 'complaint' | 'manual';

/** Reasons a reader lifts by confirming again (rule 30); the others are lifted by an admin only. */
export const liftedByConfirming: readonly SuppressionReason[] = ['unsubscribed', 'forgotten'];

@Injectable()
export class SuppressionStore {
  constructor(
    private readonly db: DataSource,
    private readonly key: SuppressionKey,
  ) {}

  /** The keyed hash an address is known by here; `emailKey` is its comparing spelling. */
  hash(emailKey: string): string {
    return addressHash(this.key.value, emailKey);
  }

  /** A "no" never weakens: a harder reason stays when a softer one comes. */
  async suppress(
    hash: string,
    reason: SuppressionReason,
    now: Date,
    manager: EntityManager = this.db.manager,
  ): Promise<void> {
    await manager.query(
      `insert into suppressions as s (address_hash, reason, created_at) values ($1, $2, $3)
       on conflict (address_hash) do update set reason = excluded.reason, created_at = excluded.created_at
       where s.reason in ('unsubscribed', 'forgotten')`,
      [hash, reason, now],
    );
  }

  /** Lifts what confirming may lift; gives whether the address is free afterwards. */
  async liftByConfirming(hash: string, manager: EntityManager): Promise<boolean> {
    await manager.query('delete from suppressions where address_hash = $1 and reason = any($2)', [
      hash,
      liftedByConfirming,
    ]);
    const rest = await manager.query<unknown[]>('select 1 from suppressions where address_hash = $1', [hash]);
    return rest.length === 0;
  }

  /** Whether a person must not be written to at present, for whatever reason. */
  async isSuppressed(subscriberId: string, manager: EntityManager): Promise<boolean> {
    const rows = await manager.query<unknown[]>(
      'select 1 from suppressions x join subscribers s on s.address_hash = x.address_hash where s.id = $1',
      [subscriberId],
    );
    return rows.length > 0;
  }

  /** Of these hashes, the ones that may not even get a confirmation. One query for a whole batch. */
  async firmlySuppressed(hashes: readonly string[], manager: EntityManager): Promise<Set<string>> {
    const rows = await manager.query<Array<{ address_hash: string }>>(
      'select address_hash from suppressions where address_hash = any($1) and reason <> all($2)',
      [hashes, liftedByConfirming],
    );
    return new Set(rows.map((row) => row.address_hash));
  }
}
