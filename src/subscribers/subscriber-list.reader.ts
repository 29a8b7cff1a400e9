import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { z } from 'zod';
import { type Admin, seesAddresses } from '../accounts/admin.js';
import { decodeCursor, encodeCursor } from '../http/page-cursor.js';
import type { Page } from '../http/page.schema.js';
import { addressFor, wordsFor } from '../mail/shown-address.js';
import { type CompiledExpression, compileExpression, lookedAtMost } from './expression-sql.js';
import { GoneReader } from './gone.reader.js';
import { PeopleReader } from './people.reader.js';
import type { Expression } from './expression.schema.js';
import type { PeopleCount, SubscriberItem, SubscriberListQuery } from './subscriber-list.schema.js';
import { SubscriberSearchReader } from './subscriber-search.reader.js';

const newestCursor = z.object({ id: z.string(), at: z.string().optional() });

/** What a list is narrowed by. */
export interface Asked {
  search?: string | undefined;
  filter: Expression;
}

interface Found {
  id: string;
  at?: string;
}

/** Beyond this a count says "and more": an honest number would cost more than the page it stands on. */
const countedAtMost = 10_000;
/** People read at once where everybody is read. */
const batch = 500;
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
   * enrollments_standing, enrollments_of_course, enrollments_day, enrollments_waiting, enrollments_ended, consents_standing,
   * consents_confirmed, subscribers_zone, subscribers_joined, the key. Where each person is looked up besides, some hundred at most
   * are looked at: a page may be short, or empty, and still have a next one.
   */
  private async newest(filter: Expression, after: string | undefined, limit: number, now: Date): Promise<Page<Found>> {
    const cursor = decodeCursor(after, newestCursor);
    const compiled = compileExpression(filter, now);
    const most = compiled.lookups > 0 ? lookedAtMost(compiled.lookups) : limit + 1;
    const hits = await this.scan(compiled, cursor, most);
    const found = hits.filter(({ holds }) => holds).map(({ id, at }) => (compiled.at === null ? { id } : { id, at }));
    const isMore = found.length > limit || hits.length === most;
    const last = found.length > limit ? found[limit - 1] : hits.at(-1);
    return { items: found.slice(0, limit), next: isMore && last ? encodeCursor({ id: last.id, at: last.at }) : null };
  }

  /** So many lines of the driving index behind the cursor, and of each whether the other conditions hold. Locks nothing. */
  private scan(
    { from, driven, checks, lines, newest, id, distinct, at, values }: CompiledExpression,
    cursor: z.output<typeof newestCursor> | null,
    most: number,
  ): Promise<Array<Found & { holds: boolean }>> {
    const n = values.length;
    const alias = from.split(' ')[1];
    const behind =
      at === null
        ? `${id} < $${n + 1}`
        : `($${n + 1}::bigint is null or (${at}, ${id}) < ($${n + 2}::timestamptz, $${n + 1}::bigint))`;
    const order = at === null ? `${id} desc` : `${at} desc, ${id} desc`;
    const place = at === null ? [cursor?.id ?? lastId] : [cursor?.id ?? null, cursor?.at ?? null];
    // Distinct: of several lines of one person, at the very same instant where the list is by instants, one counts.
    return this.db.query(
      `select ${id} as id, ${at === null ? '' : `${at}::text as at, `}(${checks}) as holds from (
         select ${distinct ? 'distinct ' : ''}${lines} from ${from}
         where ${driven} ${at === null || newest === null ? '' : `and ${newest}`} and ${behind}
         order by ${order} limit $${n + place.length + 1}) ${alias}
       order by ${order}`,
      [...values, ...place, most],
    );
  }

  /** How many there are, up to a cap: 10,000 where an index tells; of the people a page looks at, where each is looked up besides. */
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
    if (lookups > 0) {
      const found = await this.newest(filter, undefined, lookedUpAtMost, now);
      return { people: found.items.length, atLeast: found.next !== null, gone };
    }
    const cap = countedAtMost;
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

  /** Ids of everybody the list would show, page by page to its end: in the order of the list, each once. */
  async *all({ search, filter }: Asked, admin: Pick<Admin, 'permissions'>, now: Date): AsyncGenerator<string[]> {
    if (!search) {
      for (let ids = await this.ids(filter, null, batch, now); ids.length > 0;) {
        yield ids;
        ids = await this.ids(filter, ids.at(-1) ?? null, batch, now);
      }
      return;
    }
    const asked = { search, filter, limit: batch, byParts: seesAddresses(admin) };
    for (let after: string | null | undefined; after !== null;) {
      const page = await this.search.page({ ...asked, after }, now);
      yield page.items.map(({ id }) => id);
      after = page.next;
    }
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
