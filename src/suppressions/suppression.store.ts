import { Injectable } from '@nestjs/common';
import { DataSource, EntityManager } from 'typeorm';
import { AuditStore } from '../audit/audit.store.js';
import { addressHash, SuppressionKey } from './address-hash.js';
import { liftedByConfirming, type SuppressionReason } from './suppression-reason.js';

/** One suppression as kept: of the address, its hash alone. */
export interface KeptSuppression {
  hash: string;
  reason: SuppressionReason;
  note: string;
  since: Date;
}

const columns = 'address_hash as hash, reason, note, created_at as since';

@Injectable()
export class SuppressionStore {
  constructor(
    private readonly db: DataSource,
    private readonly key: SuppressionKey,
    private readonly audit: AuditStore,
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
    note = '',
  ): Promise<void> {
    await manager.query(
      `insert into suppressions as s (address_hash, reason, created_at, note) values ($1, $2, $3, $4)
       on conflict (address_hash) do update
         set reason = excluded.reason, created_at = excluded.created_at, note = excluded.note
       where s.reason in ('unsubscribed', 'forgotten')`,
      [hash, reason, now, note],
    );
    if (reason === 'forgotten') await this.forgetWords(hash, manager);
  }

  /** Hard bounces of many people at once, with what the mail server said. One row a person; a harder "no" stays. */
  async suppressBounced(
    bounced: ReadonlyArray<{ subscriberId: string; reply: string }>,
    now: Date,
    manager: EntityManager,
  ): Promise<void> {
    await manager.query(
      `insert into suppressions as s (address_hash, reason, created_at, note)
       select distinct on (p.address_hash) p.address_hash, 'hard-bounce', $3, b.reply
       from unnest($1::bigint[], $2::text[]) as b(id, reply) join subscribers p on p.id = b.id order by p.address_hash
       on conflict (address_hash) do update
         set reason = excluded.reason, created_at = excluded.created_at, note = excluded.note
       where s.reason in ('unsubscribed', 'forgotten')`,
      [bounced.map((one) => one.subscriberId), bounced.map((one) => one.reply), now],
    );
  }

  /** What the team wrote about a person goes with them, also where a harder reason than theirs stands (rule 33). */
  private async forgetWords(hash: string, manager: EntityManager): Promise<void> {
    await manager.query(`update suppressions set note = '' where address_hash = $1`, [hash]);
    await this.audit.forgetWords(manager, 'suppression', hash, ['note', 'because']);
  }

  /** Newest first, after the key of the page before; served by suppressions_newest, with a reason by suppressions_reason. */
  async page(
    reason: SuppressionReason | null,
    after: readonly [string, string] | null,
    limit: number,
  ): Promise<KeptSuppression[]> {
    return this.db.query<KeptSuppression[]>(
      `select ${columns} from suppressions
       where ${reason === null ? '$1::text is null' : 'reason = $1'}
         ${after === null ? 'and $2::timestamptz is null and $3::text is null' : 'and (created_at, address_hash) < ($2::timestamptz, $3::text)'}
       order by created_at desc, address_hash desc limit $4`,
      [reason, after?.[0] ?? null, after?.[1] ?? null, limit],
    );
  }

  async find(hash: string, manager: EntityManager = this.db.manager): Promise<KeptSuppression | null> {
    const [row] = await manager.query<KeptSuppression[]>(
      `select ${columns} from suppressions where address_hash = $1`,
      [hash],
    );
    return row ?? null;
  }

  /** Held until the transaction ends. */
  async take(hash: string, manager: EntityManager): Promise<KeptSuppression | null> {
    const [row] = await manager.query<KeptSuppression[]>(
      `select ${columns} from suppressions where address_hash = $1 for update`,
      [hash],
    );
    return row ?? null;
  }

  async lift(hash: string, manager: EntityManager): Promise<void> {
    await manager.query('delete from suppressions where address_hash = $1', [hash]);
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
