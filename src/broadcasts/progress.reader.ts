import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { missing } from './broadcast-draft.service.js';
import { BroadcastStore } from './broadcast.store.js';
import type { SendingProgress } from './sending.schema.js';
import { spanOf } from './due-times.js';

const minuteMs = 60_000;
/** The rate is that of the last minutes. */
const latelyMs = 5 * minuteMs;
const minutesShown = 1_500;

interface Numbers {
  accepted: number;
  refused: number;
  withdrawn: number;
  inDoubt: number;
  bounced: number;
  complained: number;
  left: number;
}

/**
 * How far a sending has come. Accepted letters are read from the tallies, a row a worker and minute; what did not leave by
 * deliveries_of_broadcast, what came of it by deliveries_came_of. Reads only, and little: what is still open is the difference.
 */
@Injectable()
export class ProgressReader {
  constructor(
    private readonly db: DataSource,
    private readonly broadcasts: BroadcastStore,
  ) {}

  /** Throws HouseError 'not-found'. */
  async read(id: string, now: Date): Promise<SendingProgress> {
    const one = (await this.broadcasts.byId(id)) ?? missing();
    const [numbers, minutes] = await Promise.all([this.numbers(id), this.minutes(id)]);
    const open = Math.max(
      0,
      one.plannedRows - numbers.accepted - numbers.refused - numbers.withdrawn - numbers.inDoubt,
    );
    const began = Math.max(one.startedAt?.getTime() ?? 0, one.resumedAt?.getTime() ?? 0, now.getTime() - latelyMs);
    const lately = minutes.filter(({ minute }) => minute.getTime() >= began - minuteMs);
    const letters = lately.reduce((sum, one) => sum + one.letters, 0);
    const perMinute = letters === 0 ? null : letters / Math.max((now.getTime() - began) / minuteMs, 1);
    const last = spanOf(one.plan)?.last.getTime() ?? 0;
    const byRate = perMinute === null ? null : (open / perMinute) * 60;
    const ahead = Math.max(0, (last - now.getTime()) / 1_000);
    return {
      state: one.state,
      pausedBecause: one.pausedBecause,
      planning: one.plannedAt === null && ['sending', 'paused'].includes(one.state),
      planned: one.plannedRows,
      open,
      ...numbers,
      perMinute: perMinute === null ? null : Math.round(perMinute * 10) / 10,
      secondsLeft:
        one.state !== 'sending' || (byRate === null && ahead === 0) ? null : Math.ceil(Math.max(byRate ?? 0, ahead)),
      minutes: minutes.map(({ minute, letters }) => ({ minute: minute.toISOString(), letters })),
    };
  }

  private async numbers(id: string): Promise<Numbers> {
    const [row] = await this.db.query<[Numbers]>(
      `select (select coalesce(sum(letters), 0)::int from broadcast_tallies where broadcast_id = $1 and state = 'accepted') as accepted,
              u.*, c.*
       from (select count(*) filter (where state = 'refused')::int as refused,
                    count(*) filter (where state = 'withdrawn')::int as withdrawn,
                    count(*) filter (where state in ('in_doubt', 'closed'))::int as "inDoubt"
             from deliveries where broadcast_id = $1 and state in ('refused', 'withdrawn', 'in_doubt', 'closed')) u,
            (select count(bounced_at)::int as bounced, count(complained_at)::int as complained, count(left_at)::int as left
             from deliveries where broadcast_id = $1 and (bounced_at is not null or complained_at is not null or left_at is not null)) c`,
      [id],
    );
    return row;
  }

  /** Newest first by the key of broadcast_tallies; given oldest first. */
  private async minutes(id: string): Promise<Array<{ minute: Date; letters: number }>> {
    const rows = await this.db.query<Array<{ minute: Date; letters: number }>>(
      `select minute, sum(letters)::int as letters from broadcast_tallies where broadcast_id = $1 and state = 'accepted'
       group by minute order by minute desc limit ${minutesShown}`,
      [id],
    );
    return rows.reverse();
  }
}
