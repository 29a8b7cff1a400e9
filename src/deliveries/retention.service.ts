import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { z } from 'zod';
import { inTransaction } from '../database/transaction.js';
import { monthsBefore } from '../schedule/months.js';
import { HouseSettings } from '../settings/house-settings.js';

const batch = 1_000;
const clearedUntil = z.tuple([z.string(), z.string()]);
const beginning: readonly [string, string] = ['1970-01-01T00:00:00.000Z', '0'];

/**
 * Clears what old letters were filled with, and what the mail server said of them (rule 16): the rows stay, so nobody gets a
 * lesson twice, but the letters can no longer be shown. Letters in doubt keep theirs: they may go out once more.
 */
@Injectable()
export class RetentionService {
  constructor(
    private readonly db: DataSource,
    private readonly house: HouseSettings,
  ) {}

  /**
   * Goes on where it stopped last, a thousand rows a transaction; gives how many were gone through. On several processes at
   * once one of them works, the others find its bookmark locked and do nothing.
   */
  async clear(now: Date): Promise<number> {
    const months = this.house.now.keepLettersMonths;
    if (months === null) return 0;
    const until = monthsBefore(now, months);
    let seen = 0;
    for (let rows = batch; rows === batch; seen += rows)
      rows = await inTransaction(this.db, (manager) => this.clearBatch(until, manager));
    return seen;
  }

  /** Walks deliveries_settled from the bookmark, the row 'letters-cleared-until' of `settings`, which it holds. */
  private async clearBatch(until: Date, db: EntityManager): Promise<number> {
    await db.query(
      `insert into settings (name, value) values ('letters-cleared-until', $1) on conflict (name) do nothing`,
      [JSON.stringify(beginning)],
    );
    const [mark] = await db.query<Array<{ value: unknown }>>(
      `select value from settings where name = 'letters-cleared-until' for update skip locked`,
    );
    if (!mark) return 0;
    const [at, id] = clearedUntil.parse(mark.value);
    const [seen] = await db.query<[{ count: number; last: [string, string] | null }]>(
      `with old as (
         select subscriber_id, id, settled_at from deliveries
         where settled_at is not null and (settled_at, id) > ($1::timestamptz, $2::bigint) and settled_at < $3
         order by settled_at, id limit ${batch}),
       cleared as (
         update deliveries d set composed = null, notice_facts = null, reply = null
         from old where d.subscriber_id = old.subscriber_id and d.id = old.id and d.state <> 'in_doubt')
       select (select count(*)::int from old) as count,
              (select json_build_array(settled_at, id::text) from old order by settled_at desc, id desc limit 1) as last`,
      [at, id, until],
    );
    if (seen.last)
      await db.query(`update settings set value = $1 where name = 'letters-cleared-until'`, [
        JSON.stringify(seen.last),
      ]);
    return seen.count;
  }
}
