import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { z } from 'zod';
import type { Admin } from '../accounts/admin.js';
import { decodeCursor, encodeCursor } from '../http/page-cursor.js';
import { addressFor, wordsFor } from '../mail/shown-address.js';
import type { DeliveryKind, DeliveryState } from './delivery-state.js';
import { kindInWords, stateInWords } from './delivery-words.js';
import type { DeliveriesQuery, DeliveryItem, DeliveryPage, DeskCounts } from './delivery.schema.js';
import { type LetterNames, LetterNamesReader } from './letter-names.reader.js';
import { deliveryScan, inHandStates } from './delivery-scan.js';

/** A row as a list shows it. */
export interface ListedRow {
  id: string;
  subscriberId: string;
  kind: DeliveryKind;
  state: DeliveryState;
  held: boolean;
  doubts: number;
  deferrals: number;
  repeatOf: string | null;
  courseId: string | null;
  lessonId: string | null;
  broadcastId: string | null;
  revisionId: string | null;
  dueAt: Date;
  handedOverAt: Date | null;
  settledAt: Date | null;
  replyCode: number | null;
  reply: string | null;
  because: string | null;
  email: string;
  firstName: string | null;
}

export const listedColumns = `d.id, d.subscriber_id as "subscriberId", d.kind, d.state, d.held, d.doubts, d.deferrals,
  d.repeat_of as "repeatOf", d.course_id as "courseId", d.lesson_id as "lessonId", d.broadcast_id as "broadcastId", d.revision_id as "revisionId",
  d.due_at as "dueAt", d.handed_over_at as "handedOverAt", d.settled_at as "settledAt", d.reply_code as "replyCode", d.reply,
  d.because, s.email, s.first_name as "firstName"`;

const cursor = z.tuple([z.iso.datetime(), z.string().regex(/^\d+$/)]);
const countedAtMost = 500;

/** The ledger's pages. Reads only. */
@Injectable()
export class DeliveryReader {
  constructor(
    private readonly db: DataSource,
    private readonly names: LetterNamesReader,
  ) {}

  /**
   * A page of the ledger. Filters that no index serves are tried on a few hundred rows a call: a page may then be short, or
   * empty, and still have a next one, so that no question reads more than its share.
   */
  async page(query: DeliveriesQuery, admin: Admin, now: Date): Promise<DeliveryPage> {
    const ids = await this.names.idsOf(query);
    if (ids === null) return { items: [], next: null };
    const scan = deliveryScan({ ...query, ...ids }, decodeCursor(query.after, cursor), now);
    const [answer] = await this.db.query<[{ scanned: number; last: [string, string] | null; rows: RawRow[] | null }]>(
      `with scanned as materialized (${scan.sql}),
            found as (select * from scanned d where ${scan.filter} order by ${scan.order} limit ${query.limit + 1})
       select (select count(*)::int from scanned) as scanned,
              (select json_build_array(d.key_at, d.id::text) from scanned d order by ${scan.reverse} limit 1) as last,
              (select json_agg(f order by ${scan.order.replaceAll('d.', 'f.')})
               from (select d.key_at, ${listedColumns} from found d join subscribers s on s.id = d.subscriber_id) f) as rows`,
      scan.values,
    );
    const rows = (answer.rows ?? []).map(revived);
    const shown = rows.slice(0, query.limit);
    const end = shown.at(-1);
    const more =
      rows.length > query.limit && end
        ? [end.keyAt.toISOString(), end.id]
        : answer.scanned === scan.limit && answer.last
          ? [new Date(answer.last[0]).toISOString(), answer.last[1]]
          : null;
    const names = await this.names.of(shown);
    const goesOn = more !== null && !inHandStates.has(query.state ?? '');
    return { items: shown.map((row) => itemOf(row, names, admin)), next: goesOn ? encodeCursor(more) : null };
  }

  /** How many letters are in doubt, 500 at most; served by deliveries_unsent. */
  async desk(): Promise<DeskCounts> {
    const [row] = await this.db.query<Array<{ count: number }>>(
      `select count(*)::int as count from (
         select 1 from deliveries where state = 'in_doubt' and settled_at is not null limit ${countedAtMost + 1}) x`,
    );
    const count = row?.count ?? 0;
    return { inDoubt: Math.min(count, countedAtMost), capped: count > countedAtMost };
  }
}

/** The address masked for those who may not see it; what mail servers said holds none (smtp-reply.ts). */
export function itemOf(row: ListedRow, names: LetterNames, admin: Admin): DeliveryItem {
  return {
    id: row.id,
    subscriberId: row.subscriberId,
    person: {
      id: row.subscriberId,
      email: addressFor(admin, row.email),
      firstName: wordsFor(admin, row.firstName),
    },
    kind: row.kind,
    kindSays: kindInWords[row.kind],
    state: row.state,
    stateSays: stateInWords(row),
    held: row.held,
    repeat: row.repeatOf !== null,
    course: names.course(row),
    lesson: names.lesson(row),
    broadcast: names.broadcast(row),
    dueAt: row.dueAt.toISOString(),
    handedOverAt: row.handedOverAt?.toISOString() ?? null,
    settledAt: row.settledAt?.toISOString() ?? null,
    reply: row.reply ? { code: row.replyCode, text: row.reply } : null,
    because: row.because,
  };
}

type Instants = 'dueAt' | 'handedOverAt' | 'settledAt';
type RawRow = Omit<ListedRow, Instants> & Record<Instants, string | null> & { key_at: string };

/** JSON knows neither instants nor bigints. */
function revived(row: RawRow): ListedRow & { keyAt: Date } {
  const instant = (text: string | null) => (text === null ? null : new Date(text));
  const text = (value: string | null) => (value === null ? null : String(value));
  return {
    ...row,
    id: String(row.id),
    subscriberId: String(row.subscriberId),
    repeatOf: text(row.repeatOf),
    courseId: text(row.courseId),
    lessonId: text(row.lessonId),
    broadcastId: text(row.broadcastId),
    revisionId: text(row.revisionId),
    dueAt: new Date(row.dueAt ?? row.key_at),
    handedOverAt: instant(row.handedOverAt),
    settledAt: instant(row.settledAt),
    keyAt: new Date(row.key_at),
  };
}
