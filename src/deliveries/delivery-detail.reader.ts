import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Admin } from '../accounts/admin.js';
import { HouseError } from '../house-error.js';
import { itemOf, type ListedRow, listedColumns } from './delivery.reader.js';
import type { DeliveryDetail } from './delivery.schema.js';
import { LetterNamesReader } from './letter-names.reader.js';

interface DetailRow extends ListedRow {
  requested: boolean;
  attempts: number;
  leaveBy: Date;
  slot: Date | null;
  kept: boolean;
  createdAt: Date;
  doneAt: Date | null;
  openedAt: Date | null;
  clickedAt: Date | null;
  bouncedAt: Date | null;
  complainedAt: Date | null;
}

const decisions: Record<string, string> = {
  'delivery.resent': 'Sent once more from the desk',
  'delivery.arrived': 'Noted as arrived at the desk',
  'delivery.given-up': 'Given up at the desk',
};

/** One letter with all that is known of it. Reads only: two rows by primary key, and audit_entries_subject. */
@Injectable()
export class DeliveryDetailReader {
  constructor(
    private readonly db: DataSource,
    private readonly names: LetterNamesReader,
  ) {}

  /** Throws 'not-found'. */
  async read(subscriberId: string, id: string, admin: Admin): Promise<DeliveryDetail> {
    const [row] = await this.db.query<DetailRow[]>(
      `select ${listedColumns}, d.requested, d.attempts, d.leave_by as "leaveBy", d.slot, d.composed is not null as kept,
              d.created_at as "createdAt", d.done_at as "doneAt", d.opened_at as "openedAt", d.clicked_at as "clickedAt",
              d.bounced_at as "bouncedAt", d.complained_at as "complainedAt"
       from deliveries d join subscribers s on s.id = d.subscriber_id where d.subscriber_id = $1 and d.id = $2`,
      [subscriberId, id],
    );
    if (!row) throw new HouseError('not-found', 'There is no such letter: perhaps its person was erased.');
    const names = await this.names.of([row]);
    return {
      ...itemOf(row, names, admin),
      attempts: row.attempts,
      doubts: row.doubts,
      leaveBy: row.leaveBy.toISOString(),
      kept: row.kept,
      repeatOf: row.repeatOf,
      history: [...eventsOf(row), ...(await this.decisionsOn(id))].sort((a, b) => a.at.localeCompare(b.at)),
    };
  }

  private async decisionsOn(id: string): Promise<DeliveryDetail['history']> {
    const entries = await this.db.query<Array<{ at: Date; actor: string; action: string }>>(
      `select at, actor, action from audit_entries where subject_kind = 'delivery' and subject_id = $1 order by id limit 100`,
      [id],
    );
    return entries.map(({ at, actor, action }) => ({
      at: at.toISOString(),
      what: decisions[action] ?? action,
      by: actor,
    }));
  }
}

/** The instants a row keeps, in words. Of several hand-overs the ledger keeps the last one and their number. */
function eventsOf(row: DetailRow): DeliveryDetail['history'] {
  const said = row.reply ? `: ${[row.replyCode, row.reply].filter(Boolean).join(' ')}` : '';
  const times = row.attempts > 1 ? `, for the ${ordinal(row.attempts)} time` : '';
  const settled: Partial<Record<ListedRow['state'], string>> = {
    accepted: `Accepted by the mail server${said}`,
    refused: `Refused by the mail server${said}`,
    withdrawn: `Not sent: ${row.because ?? 'withdrawn'}`,
    in_doubt: `In doubt${said}`,
    closed: `Given up: ${row.because ?? 'in doubt'}`,
    skipped: `Skipped: ${row.because ?? 'by the author'}`,
  };
  const events: Array<[Date | null, string]> = [
    [row.createdAt, row.requested ? 'Asked for by the reader' : 'Planned'],
    [row.slot, 'Its time in the reader’s calendar'],
    [row.handedOverAt, `Handed over to the mail server${times}`],
    [row.settledAt, settled[row.state] ?? ''],
    [row.bouncedAt, 'Came back as undeliverable'],
    [row.complainedAt, 'Reported as spam'],
    [row.openedAt, 'First opened'],
    [row.clickedAt, 'First clicked'],
    [row.doneAt, row.kind === 'notice' ? 'Its link was used' : 'Marked “I did it”'],
  ];
  return events.flatMap(([at, what]) => (at === null || what === '' ? [] : [{ at: at.toISOString(), what, by: null }]));
}

function ordinal(n: number): string {
  return `${n}${n === 2 ? 'nd' : n === 3 ? 'rd' : 'th'}`;
}
