import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { z } from 'zod';
import { decodeCursor, pageFrom } from '../http/page-cursor.js';
import type { Page } from '../http/page.schema.js';
import { readAddress } from '../mail/address.js';
import { type CompiledExpression, compileExpression } from './expression-sql.js';
import type { Expression } from './segment.schema.js';

const searchCursor = z.object({ in: z.enum(['address', 'name']), key: z.string(), id: z.string() });
type Hit = z.infer<typeof searchCursor>;

export interface Search {
  search: string;
  filter: Expression;
  after?: string | undefined;
  limit: number;
  /** Whether a part of an address finds somebody: only for those who see addresses, or one could be guessed letter by letter. */
  byParts: boolean;
}

/** Finding people by how their address or first name begins, in the order of the alphabet. Reads only, always by key. */
@Injectable()
export class SubscriberSearchReader {
  constructor(private readonly db: DataSource) {}

  /** Addresses that begin so, then people whose first name does. Not by parts: one whole address, or names without addresses. */
  async page({ search, filter, after, limit, byParts }: Search): Promise<Page<Hit>> {
    const cursor = decodeCursor(after, searchCursor);
    const checks = compileExpression(filter, { driven: false });
    const begins = search.toLowerCase().normalize('NFC');
    if (begins.includes('@') && !byParts) return { items: await this.addressed(search, checks), next: null };
    const addresses = cursor?.in === 'name' || !byParts ? [] : await this.addresses(begins, checks, cursor, limit + 1);
    const room = limit + 1 - addresses.length;
    const wanted = room > 0 && !begins.includes('@');
    const names = wanted ? await this.names(begins, checks, cursor?.in === 'name' ? cursor : null, room, byParts) : [];
    return pageFrom([...addresses, ...names], limit, (row) => row);
  }

  /** By the unique index of addresses. */
  private addressed(search: string, { where, values }: CompiledExpression): Promise<Hit[]> {
    const read = readAddress(search);
    if ('problem' in read) return Promise.resolve([]);
    return this.db.query<Hit[]>(
      `select 'address' as in, '' as key, s.id from subscribers s where ${where} and s.email_key = $${values.length + 1}`,
      [...values, read.key],
    );
  }

  /** By subscribers_address. */
  private addresses(begins: string, checks: CompiledExpression, cursor: Hit | null, limit: number): Promise<Hit[]> {
    return this.beginning('address', 's.email_key', '', begins, checks, cursor, limit);
  }

  /** By subscribers_name. Who was found by the address is not found again by the name. */
  private names(
    begins: string,
    checks: CompiledExpression,
    cursor: Hit | null,
    limit: number,
    byParts: boolean,
  ): Promise<Hit[]> {
    const n = checks.values.length;
    const others = byParts
      ? `not (s.email_key ~>=~ $${n + 1} and s.email_key ~<~ $${n + 2})`
      : `position('@' in s.first_name) = 0`;
    const more = `and s.first_name is not null and ${others}`;
    return this.beginning('name', 'lower(s.first_name)', more, begins, checks, cursor, limit);
  }

  /** ~>=~ and ~<~ compare as the indexes do, byte by byte. */
  private beginning(
    where: Hit['in'],
    column: string,
    more: string,
    begins: string,
    checks: CompiledExpression,
    cursor: Hit | null,
    limit: number,
  ): Promise<Hit[]> {
    const n = checks.values.length;
    return this.db.query<Hit[]>(
      `select '${where}' as in, ${column} as key, s.id from subscribers s
       where ${checks.where} and ${column} ~>=~ $${n + 1} and ${column} ~<~ $${n + 2}
         and ($${n + 3}::text is null or (${column} ~>=~ $${n + 3} and (${column} ~>~ $${n + 3} or s.id > $${n + 4}::bigint)))
         ${more}
       order by ${column} using ~<~, s.id limit $${n + 5}`,
      [...checks.values, begins, endOf(begins), cursor?.key ?? null, cursor?.id ?? null, limit],
    );
  }
}

/** The first text that no longer begins so, in byte order. */
function endOf(begins: string): string {
  const points = Array.from(begins);
  const last = points.pop()?.codePointAt(0) ?? 0;
  if (last >= 0x10ffff) return `${begins}\u{10ffff}`;
  return points.join('') + String.fromCodePoint(last === 0xd7ff ? 0xe000 : last + 1);
}
