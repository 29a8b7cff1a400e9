import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { z } from 'zod';
import { decodeCursor, encodeCursor } from '../http/page-cursor.js';
import type { Page } from '../http/page.schema.js';
import { readAddress } from '../mail/address.js';
import { type CompiledExpression, compileExpression, lookedAtMost } from './expression-sql.js';
import { endOf, searchOf, type SearchPlace, searchPlaces } from './search-places.js';
import type { Expression } from './expression.schema.js';

const searchCursor = z.object({
  in: z.enum(searchPlaces.map(({ name }) => name)),
  key: z.string(),
  id: z.string(),
});
type Place = z.infer<typeof searchCursor>;
type Found = Pick<Place, 'id'>;

export interface Search {
  search: string;
  filter: Expression;
  after?: string | undefined;
  limit: number;
  /** Whether a part of an address finds somebody: only for those who see addresses, or one could be guessed letter by letter. */
  byParts: boolean;
}

/** People by how a part of their address or name begins, place after place, each in the order of the alphabet. Reads only. */
@Injectable()
export class SubscriberSearchReader {
  constructor(private readonly db: DataSource) {}

  /**
   * Not by parts: one whole address, or names without addresses. A call looks at some hundred lines of the indexes at most: where a
   * filter leaves few of them, a page may be short, or empty, and still have a next one.
   */
  async page({ search, filter, after, limit, byParts }: Search, now: Date): Promise<Page<Found>> {
    const cursor = decodeCursor(after, searchCursor);
    const checks = compileExpression(filter, now, { driven: false });
    if (search.includes('@') && !byParts) return { items: await this.addressed(search, checks), next: null };
    const { begins, places } = searchOf(search, byParts);
    const start = Math.max(
      0,
      places.findIndex(({ name }) => name === cursor?.in),
    );
    const found: Place[] = [];
    let [looked, last] = [0, cursor];
    for (const [index, place] of places.entries()) {
      if (index < start) continue;
      const earlier = places.slice(0, index);
      const isChecked = earlier.length + checks.lookups > 0;
      const most = isChecked ? lookedAtMost(checks.lookups) - looked : limit + 1 - found.length;
      const from = index === start ? cursor : null;
      const hits = most > 0 ? await this.scan({ place, earlier, begins, checks, from, most, byParts }) : [];
      for (const { holds, ...hit } of hits) {
        const full = found.length === limit;
        if (holds && full) return { items: found, next: encodeCursor(found.at(-1)) };
        last = { in: place.name, ...hit };
        if (holds) found.push(last);
      }
      looked += hits.length;
      if (hits.length === most) return { items: found, next: encodeCursor(last) };
    }
    return { items: found, next: null };
  }

  /** By the unique index of addresses. */
  private addressed(search: string, { where, values }: CompiledExpression): Promise<Found[]> {
    const read = readAddress(search);
    if ('problem' in read) return Promise.resolve([]);
    return this.db.query<Found[]>(
      `select s.id from subscribers s where ${where} and s.email_key = $${values.length + 1}`,
      [...values, read.key],
    );
  }

  /** One index walked from the cursor on: that of the place. Locks nothing. */
  private scan(asked: {
    place: SearchPlace;
    earlier: readonly SearchPlace[];
    begins: string;
    checks: CompiledExpression;
    from: Place | null;
    most: number;
    byParts: boolean;
  }): Promise<Array<{ id: string; key: string; holds: boolean }>> {
    const { place, earlier, begins, checks, from, most, byParts } = asked;
    const n = checks.values.length;
    const [begin, end, key, id, limit] = [1, 2, 3, 4, 5].map((next) => `$${n + next}`);
    // ~>=~ and ~<~ compare as the indexes do, byte by byte.
    const begun = (column: string) => `(${column} ~>=~ ${begin} and ${column} ~<~ ${end})`;
    const holds = [checks.checks, ...earlier.map(({ column }) => `not coalesce(${begun(column)}, false)`)];
    const { column } = place;
    return this.db.query(
      `select s.id, ${column} as key, (${holds.join(' and ')}) as holds
       from (select s.* from subscribers s
             where ${begun(column)} ${byParts ? '' : `and position('@' in s.first_name) = 0`}
               and (${key}::text is null or (${column} ~>=~ ${key} and (${column} ~>~ ${key} or s.id > ${id}::bigint)))
             order by ${column} using ~<~, s.id limit ${limit}) s
       order by ${column} using ~<~, s.id`,
      [...checks.values, begins, endOf(begins), from?.key ?? null, from?.id ?? null, most],
    );
  }
}
