import { Injectable } from '@nestjs/common';
import { DataSource, EntityManager } from 'typeorm';
import { SuppressionStore } from '../suppressions/suppression.store.js';
import type { HandOverRequest, Outcome } from './hand-over.store.js';
import { minuteOf, quarterOf } from './quarter.js';
import type { ForeseenStep } from './walk-keeper.js';

/** An accepted letter whose walk's next step was reckoned before; `walk` null: it belongs to no walk, or counts for none. */
export interface PlainAcceptance {
  subscriberId: string;
  id: string;
  attempts: number;
  replyCode: number | null;
  reply: string;
  enrollmentId: string | null;
  walk: ForeseenStep | null;
}

/**
 * The turn of nearly every letter, in one statement: settles what was accepted, gives those walks their next slot, counts,
 * and marks what is handed over next. One round trip and one commit where the long way (turn.service.ts) takes eight.
 */
@Injectable()
export class TurnStore {
  constructor(
    private readonly db: DataSource,
    private readonly suppressions: SuppressionStore,
  ) {}

  /** Addresses of mailboxes that do not exist are written to no more, in the transaction that writes the refusals. */
  async suppress(refused: readonly Outcome[], now: Date, manager: EntityManager): Promise<void> {
    const gone = refused.filter((one) => one.hardBounce);
    if (gone.length > 0) await this.suppressions.suppressBounced(gone, now, manager);
  }

  /**
   * Gives what was settled and what may be handed over. An acceptance is left out, for the long way, when anything about its
   * row or walk is not as it was foreseen, or somebody holds the walk's lock: this statement waits for no enrollment, so it may
   * touch letters in any order. Rows come by primary key. Two workers never meet: each touches only rows that are its own.
   * Marks the first of `next`: as many as it settles, and `room` more; so `considered` says how many were looked at.
   * The statement is migrations/1764022000000-broadcast-sending.ts.
   */
  async take(
    workerId: string,
    accepted: readonly PlainAcceptance[],
    next: readonly HandOverRequest[],
    room: number,
    now: Date,
  ): Promise<{ settled: Set<string>; marked: Set<string>; considered: number }> {
    if (accepted.length + next.length === 0) return { settled: new Set(), marked: new Set(), considered: 0 };
    const [row] = await this.db.query<Array<{ settled: string[] | null; marked: string[] | null }>>(
      'select settled_ids as settled, marked_ids as marked from letter_turn_2($1, $2, $3, $4, $5, $6, $7)',
      [JSON.stringify(accepted), JSON.stringify(next), room, workerId, now, quarterOf(now), minuteOf(now)],
    );
    const settled = new Set(row?.settled ?? []);
    return { settled, marked: new Set(row?.marked ?? []), considered: Math.min(settled.size + room, next.length) };
  }
}
