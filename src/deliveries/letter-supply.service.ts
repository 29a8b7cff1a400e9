import { Injectable, Logger } from '@nestjs/common';
import { isDatabaseAway } from '../http/database-away.js';
import type { Clock } from '../schedule/clock.js';
import { type ClaimedRow, HandOverStore } from './hand-over.store.js';
import type { Letter, NoLetter } from './letter-composer.js';
import { LetterComposers } from './letter-composers.js';
import { SendPace } from './send-pace.js';
import { TurnService } from './turn.service.js';
import { type ForeseenStep, WalkKeeper } from './walk-keeper.js';

/** A letter that may be handed over as soon as it is marked. */
export interface Ready {
  row: ClaimedRow;
  letter: Letter;
  foreseen: ForeseenStep | null;
}

const uncomposableMs = 30 * 60_000;
/** Letters composed for one question to the database: the first leave while the others are composed. */
const portion = 100;

/** Claims what is due and has it composed. Writes nothing into the ledger but what cannot be sent. */
@Injectable()
export class LetterSupply {
  private readonly log = new Logger('dispatch');

  constructor(
    private readonly hands: HandOverStore,
    private readonly composers: LetterComposers,
    private readonly turns: TurnService,
    private readonly keeper: WalkKeeper,
    private readonly pace: SendPace,
  ) {}

  /**
   * Claims up to `wanted` due rows, as far as the rate allows, and gives the letters in small batches as they are composed.
   * `dry`: nothing more is due. Throws when PostgreSQL is away; what is claimed then stays with this worker.
   */
  async fetch(
    workerId: string,
    wanted: number,
    clock: Clock,
    give: (ready: Ready[]) => void,
  ): Promise<{ dry: boolean }> {
    const quota = await this.pace.quota(wanted);
    if (quota === 0) return { dry: false };
    const claimed = await this.hands.claim(workerId, quota, clock.now());
    const rows = await this.thatMayGo(workerId, claimed, clock);
    await this.pace.giveBack(quota - rows.length);
    if (claimed.length === 0) return { dry: true };
    const foreseen = await this.keeper.foresee(rows, clock.now());
    for (let from = 0; from < rows.length; from += portion) {
      give(await this.ready(workerId, rows.slice(from, from + portion), foreseen, clock));
    }
    return { dry: false };
  }

  /** Without those whose provider asked for fewer letters: they are due again when it is their turn. */
  private async thatMayGo(workerId: string, rows: readonly ClaimedRow[], clock: Clock): Promise<readonly ClaimedRow[]> {
    const wait = await this.pace.mustWait(rows);
    if (wait.size === 0) return rows;
    const now = clock.now().getTime();
    const later = [...wait].map(([row, seconds]) => ({ ...row, dueAt: new Date(now + seconds * 1_000) }));
    await this.hands.putOff(workerId, later);
    return rows.filter((row) => !wait.has(row));
  }

  private async ready(
    workerId: string,
    rows: readonly ClaimedRow[],
    foreseen: ReadonlyMap<string, ForeseenStep>,
    clock: Clock,
  ): Promise<Ready[]> {
    const byId = new Map(rows.map((row) => [row.id, row]));
    const ready: Ready[] = [];
    const without = [];
    for (const letter of await this.compose(workerId, rows, clock)) {
      const row = byId.get(letter.id);
      if (!row) continue;
      if (letter.outcome === 'letter') ready.push({ row, letter, foreseen: foreseen.get(row.id) ?? null });
      else without.push({ ...row, because: letter.because });
    }
    await this.turns.withdraw(workerId, without, clock.now());
    return ready;
  }

  /** One letter that cannot be composed must not hold up the others: it waits half an hour, with the reason, and is not lost. */
  private async compose(
    workerId: string,
    rows: readonly ClaimedRow[],
    clock: Clock,
  ): Promise<Array<Letter | NoLetter>> {
    try {
      return await this.composers.compose(rows, clock.now());
    } catch (error) {
      if (isDatabaseAway(error)) throw error;
      const [row] = rows;
      if (rows.length > 1) {
        const letters = [];
        for (const one of rows) letters.push(...(await this.compose(workerId, [one], clock)));
        return letters;
      }
      const because = `could not be composed: ${error instanceof Error ? error.message : String(error)}`;
      if (row) await this.hands.postpone(workerId, row, new Date(clock.now().getTime() + uncomposableMs), because);
      this.log.error(`delivery ${row?.id} ${because}`);
      return [];
    }
  }
}
