import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { z } from 'zod';
import { type Admin, seesAddresses } from '../accounts/admin.js';
import { decodeCursor, pageFrom } from '../http/page-cursor.js';
import type { Page } from '../http/page.schema.js';
import { addressFor, wordsFor } from '../mail/shown-address.js';
import { compileExpression } from './expression-sql.js';
import { GoneReader } from './gone.reader.js';
import { PeopleReader } from './people.reader.js';
import type { Expression } from './expression.schema.js';
import type { PeopleCount, SubscriberItem, SubscriberListQuery } from './subscriber-list.schema.js';
import { SubscriberSearchReader } from './subscriber-search.reader.js';

const newestCursor = z.object({ id: z.string(), at: z.string().optional() });

interface Found {
  id: string;
  at?: string;
}

/** Beyond this a count says "and more": an honest number would cost more than the page it stands on. */
const countedAtMost = 10_000;
/** Where each person counted is looked up besides. */
const lookedUpAtMost = 200;

/** The list of subscribers: by filter, newest first; by search, in the order of the alphabet. Reads only, always by key. */
@Injectable()
export class SubscriberListReader {
  constructor(
    private readonly db: DataSource,
    private readonly people: PeopleReader,
    private readonly search: SubscriberSearchReader,
    private readonly gone: GoneReader,
  ) {}

  /** Addresses are masked for those who may not see them, and found only by whoever knows them whole. */
  async page(
    { search, filter, after, limit }: SubscriberListQuery,
    admin: Pick<Admin, 'permissions'>,
    now: Date,
  ): Promise<Page<SubscriberItem>> {
    const found = search
      ? await this.search.page({ search, filter: filter ?? [], after, limit, byParts: seesAddresses(admin) }, now)
      : await this.newest(filter ?? [], after, limit, now);
    const items = await this.people.byIds(found.items.map(({ id }) => id));
    const shown = items.map((one) => ({
      ...one,
      email: addressFor(admin, one.email),
      firstName: wordsFor(admin, one.firstName),
    }));
    return { items: shown, next: found.next };
  }

  /**
   * Served by the index of the condition that drives (expression-sql.ts), read backwards: subscriber_tags_tag,
   * enrollments_standing, enrollments_of_course, enrollments_day, enrollments_ended, consents_standing, consents_confirmed,
   * subscribers_zone, subscribers_joined, the key.
   */
  private async newest(filter: Expression, after: string | undefined, limit: number, now: Date): Promise<Page<Found>> {
    const cursor = decodeCursor(after, newestCursor);
    const { from, where, newest, id, distinct, at, values } = compileExpression(filter, now);
    if (at !== null) {
      // Distinct: of several lines at the very same instant one counts.
      const rows = await this.db.query<Found[]>(
        `select id, at::text from (
           select ${distinct ? 'distinct ' : ''}${at} as at, ${id} as id from ${from}
           where ${where} ${newest === null ? '' : `and ${newest}`} and ($${values.length + 1}::bigint is null
             or (${at}, ${id}) < ($${values.length + 2}::timestamptz, $${values.length + 1}::bigint))
           order by at desc, id desc limit $${values.length + 3}) found`,
        [...values, cursor?.id ?? null, cursor?.at ?? null, limit + 1],
      );
      return pageFrom(rows, limit, (row) => row);
    }
    const rows = await this.db.query<Found[]>(
      `select ${distinct ? 'distinct ' : ''}${id} as id from ${from}
       where ${where} and ${id} < $${values.length + 1} order by 1 desc limit $${values.length + 2}`,
      [...values, cursor?.id ?? lastId, limit + 1],
    );
    return pageFrom(rows, limit, (row) => row);
  }

  /** How many there are, up to a cap: 10,000 where an index tells, 200 where each person is looked up besides. */
  async count(
    search: string | undefined,
    filter: Expression,
    admin: Pick<Admin, 'permissions'>,
    now: Date,
  ): Promise<PeopleCount> {
    const gone = await this.gone.named(filter);
    if (search) {
      const asked = { search, filter, limit: lookedUpAtMost, byParts: seesAddresses(admin) };
      const found = await this.search.page(asked, now);
      return { people: found.items.length, atLeast: found.next !== null, gone };
    }
    const { from, where, id, distinct, at, values, lookups } = compileExpression(filter, now);
    const cap = lookups > 0 ? lookedUpAtMost : countedAtMost;
    // In order, as the page is: so the same index serves it, and it stops at the cap.
    const lines =
      at === null
        ? `select ${distinct ? 'distinct ' : ''}${id} as id from ${from} where ${where} order by 1 desc`
        : `select ${id} as id from ${from} where ${where} order by ${at} desc`;
    const [row] = await this.db.query<Array<{ lines: number; people: number }>>(
      `select count(*)::int as lines, count(distinct id)::int as people
       from (${lines} limit $${values.length + 1}) counted`,
      [...values, cap + 1],
    );
    const atLeast = (row?.lines ?? 0) > cap;
    return { people: Math.min(row?.people ?? 0, cap), atLeast, gone };
  }

  /** Everybody an expression means, counted to the last: for the question before work on many, not for a list. */
  async countAll(filter: Expression, now: Date): Promise<number> {
    const { from, where, id, distinct, values } = compileExpression(filter, now);
    const [row] = await this.db.query<Array<{ people: number }>>(
      `select count(${distinct ? 'distinct ' : ''}${id})::int as people from ${from} where ${where}`,
      values,
    );
    return row?.people ?? 0;
  }

  /** Ids of the people an expression means, newest first, below one: a batch for work on all of them. */
  async ids(filter: Expression, below: string | null, limit: number, now: Date): Promise<string[]> {
    const { from, where, id, distinct, values } = compileExpression(filter, now);
    const rows = await this.db.query<Found[]>(
      `select ${distinct ? 'distinct ' : ''}${id} as id from ${from}
       where ${where} and ${id} < $${values.length + 1} order by 1 desc limit $${values.length + 2}`,
      [...values, below ?? lastId, limit],
    );
    return rows.map((row) => row.id);
  }
}

/** Above every id. */
const lastId = '9223372036854775807';
