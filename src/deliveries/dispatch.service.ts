import { performance } from 'node:perf_hooks';
import { setTimeout as pause } from 'node:timers/promises';
import { Injectable, Logger } from '@nestjs/common';
import { isDatabaseAway } from '../http/database-away.js';
import { MailTransport } from '../mail/mail-transport.js';
import type { Clock } from '../schedule/clock.js';
import { type ClaimedRow, DeliveryStore } from './delivery.store.js';
import type { Letter, NoLetter } from './letter-composer.js';
import { breakerTrips, handOvers } from './hand-over-counter.js';
import { LetterComposers } from './letter-composers.js';
import { outcomeOf } from './outcome-of.js';
import { RefusalRun } from './refusal-run.js';
import { RelayBreaker } from './relay-breaker.js';
import { SendPace } from './send-pace.js';
import { type Finished, TurnService } from './turn.service.js';

interface Ready {
  row: ClaimedRow;
  letter: Letter;
}

/** After the lanes have closed, what is left is writing down: long enough for a slow PostgreSQL, not for one that is gone. */
const writeDownMs = 10_000;
const uncomposableMs = 30 * 60_000;

/**
 * The one sender. Claims what is due, has it composed, hands it over on the transport's lanes, and settles in turns of
 * about half their number (rule 18), so that never more letters are `sending` than there are connections.
 * Any number of dispatchers, in any number of processes, share one ledger by its row locks alone.
 */
@Injectable()
export class DispatchService {
  private readonly log = new Logger('dispatch');
  private readonly breaker = new RelayBreaker();
  private readonly run = new RefusalRun();
  private ready: Ready[] = [];
  private finished: Finished[] = [];
  private readonly open = new Set<Promise<void>>();
  private readonly handedOver = new Map<string, ClaimedRow>();
  private failedTurns = 0;
  private stopping = false;
  /** PostgreSQL did not come back in time: what is not written stays `sending`, and so in doubt. */
  private givenUp = false;
  private working: Promise<void> | null = null;
  /** Somebody planned rows after this worker had last looked. */
  private lookAgain = false;

  constructor(
    private readonly deliveries: DeliveryStore,
    private readonly composers: LetterComposers,
    private readonly turns: TurnService,
    private readonly transport: MailTransport,
    private readonly pace: SendPace,
  ) {}

  /** Sends everything that is due, and resolves when nothing is. A call while one runs joins it, and makes it look once more. */
  work(workerId: string, clock: Clock): Promise<void> {
    this.lookAgain = true;
    this.working ??= this.sendAll(workerId, clock).finally(() => (this.working = null));
    return this.working;
  }

  /** Letters being handed over or waiting to be written down at this moment. */
  get inHand(): number {
    return this.open.size + this.finished.length + this.run.size;
  }

  /** Stops claiming, gives back what was not begun, lets open letters end (30 s at most), writes them down (rule 20). */
  async drain(): Promise<void> {
    this.stopping = true;
    await this.transport.close();
    if (this.working) await Promise.race([this.working, pause(writeDownMs, undefined, { ref: false })]);
    this.givenUp = true;
  }

  private async sendAll(workerId: string, clock: Clock): Promise<void> {
    while (!this.givenUp) {
      const mayBegin = this.mayBegin();
      if (this.ready.length === 0) this.lookAgain = false;
      if (mayBegin === 0) await this.putBackReady(workerId, clock);
      else if (this.ready.length === 0) await this.claimMore(workerId, mayBegin, clock);

      const idle = this.open.size === 0;
      if (idle && this.ready.length === 0 && this.lookAgain) continue;
      if (idle && this.ready.length === 0) this.finished.push(...this.keepEnrollment(this.run.release()));
      if (idle && this.ready.length === 0 && this.finished.length === 0) return;

      const free = this.freeLanes(idle);
      const half = Math.ceil(this.transport.width / 2);
      const turnIsDue = idle || this.finished.length >= half || (free >= half && this.ready.length > 0);
      if (turnIsDue) await this.turn(workerId, Math.min(free + this.finished.length, mayBegin), clock);
      else await Promise.race(this.open);
    }
  }

  /** How many letters may be begun now: while the relay is on trial one at a time, and its answer is waited for. */
  private mayBegin(): number {
    if (this.stopping) return 0;
    const allowed = this.breaker.allowance(performance.now());
    return allowed === 1 ? Math.max(0, 1 - this.open.size) : allowed;
  }

  /** Finished letters free their lanes in the same turn; refusals held back keep theirs, but never all of them. */
  private freeLanes(idle: boolean): number {
    const taken = this.open.size + this.finished.length + this.run.size;
    return Math.max(this.transport.width - taken, idle ? 1 : 0);
  }

  private async claimMore(workerId: string, mayBegin: number, clock: Clock): Promise<void> {
    try {
      const quota = await this.pace.quota(Math.min(mayBegin, this.transport.width * 10));
      if (quota === 0) return;
      const rows = await this.deliveries.claim(workerId, quota, clock.now());
      if (rows.length === 0) return;
      const byId = new Map(rows.map((row) => [row.id, row]));
      const without = [];
      for (const letter of await this.compose(workerId, rows, clock)) {
        const row = byId.get(letter.id);
        if (!row) continue;
        if (letter.outcome === 'letter') this.ready.push({ row, letter });
        else without.push({ ...row, because: letter.because });
      }
      await this.turns.withdraw(workerId, without, clock.now());
    } catch (error) {
      await this.recover(workerId, [], error, clock);
    }
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
      if (row) await this.deliveries.postpone(workerId, row, new Date(clock.now().getTime() + uncomposableMs), because);
      this.log.error(`delivery ${row?.id} ${because}`);
      return [];
    }
  }

  private async turn(workerId: string, width: number, clock: Clock): Promise<void> {
    const finished = this.finished.splice(0);
    const next = this.ready.splice(0, width);
    const requests = next.map(({ row, letter }) => ({
      id: row.id,
      subscriberId: row.subscriberId,
      attempts: row.attempts,
      enrollmentId: row.enrollmentId,
      revisionId: letter.revisionId,
      composed: letter.composed,
    }));
    try {
      const marked = await this.turns.take(workerId, finished, requests, clock.now());
      this.failedTurns = 0;
      const stopped = [];
      for (const one of next) {
        if (marked.has(one.row.id)) this.handOver(one, clock);
        else stopped.push({ ...one.row, because: 'the person may no longer receive it' });
      }
      await this.turns.withdraw(workerId, stopped, clock.now());
    } catch (error) {
      this.finished.unshift(...finished);
      // Whether the marks were committed nobody can tell: the rows were never said aloud, so they go back.
      const unsaid = next.filter(({ row }) => !this.handedOver.has(row.id)).map(({ row }) => row);
      await this.recover(workerId, unsaid, error, clock);
    }
  }

  private handOver({ row, letter }: Ready, clock: Clock): void {
    this.handedOver.set(row.id, row);
    const inHand = { ...row, attempts: row.attempts + 1 };
    const task = this.transport.send({ envelope: letter.envelope, message: letter.message }).then((said) => {
      handOvers.inc({ kind: row.kind, verdict: said.verdict });
      if (said.verdict === 'relay-trouble' || said.blame === 'relay') this.trip(said.text);
      else if (said.verdict === 'accepted' || said.verdict === 'again') this.breaker.recover();
      const { settle, tripped } = this.run.add(outcomeOf(inHand, said, clock.now()));
      if (tripped) this.trip(said.text);
      if (said.verdict === 'in-doubt') this.log.warn(`delivery ${row.id} is in doubt: ${said.text}`);
      this.finished.push(...this.keepEnrollment(settle));
    });
    this.open.add(task);
    void task.finally(() => this.open.delete(task));
  }

  private keepEnrollment(outcomes: ReturnType<RefusalRun['release']>): Finished[] {
    return outcomes.map((outcome) => {
      const row = this.handedOver.get(outcome.id);
      this.handedOver.delete(outcome.id);
      return { ...outcome, enrollmentId: row?.enrollmentId ?? null };
    });
  }

  private trip(why: string): void {
    this.breaker.trip(performance.now());
    breakerTrips.inc();
    this.log.warn(`the mail server is in trouble, waiting a little: ${why}`);
  }

  private async putBackReady(workerId: string, clock: Clock): Promise<void> {
    if (this.ready.length === 0) return;
    this.ready = [];
    await this.deliveries.giveBack(workerId).catch((error: unknown) => this.recover(workerId, [], error, clock));
  }

  /** PostgreSQL is away or undid a turn: keep the outcomes, hand over nothing new, go on when it answers (rule 20). */
  private async recover(workerId: string, unsaid: readonly ClaimedRow[], error: unknown, clock: Clock): Promise<void> {
    this.log.warn(
      `the ledger could not be written, trying again: ${error instanceof Error ? error.message : String(error)}`,
    );
    this.ready = [];
    // Not PostgreSQL but something in the turn itself, over and over: slowly, or it burns a core.
    if (this.failedTurns++ > 0) await pause(Math.min(100 * 2 ** this.failedTurns, 5_000));
    const back = unsaid.map((row) => ({
      subscriberId: row.subscriberId,
      id: row.id,
      attempts: row.attempts + 1,
      state: 'planned' as const,
      replyCode: null,
      reply: '',
      dueAt: null,
      deferred: false,
    }));
    for (let wait = 100; !this.givenUp; wait = Math.min(wait * 2, 2_000)) {
      try {
        await this.turns.takeBack(workerId, back, clock.now());
        return;
      } catch {
        await pause(wait);
      }
    }
  }
}
