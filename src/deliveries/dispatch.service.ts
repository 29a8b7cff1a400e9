import { performance } from 'node:perf_hooks';
import { setTimeout as pause } from 'node:timers/promises';
import { Injectable, Logger } from '@nestjs/common';
import { MailTransport } from '../mail/mail-transport.js';
import type { Clock } from '../schedule/clock.js';
import { handOvers } from './hand-over-counter.js';
import { type ClaimedRow, HandOverStore } from './hand-over.store.js';
import { LetterSupply, type Ready } from './letter-supply.service.js';
import { aMinuteLater, outcomeOf } from './outcome-of.js';
import { RefusalRun } from './refusal-run.js';
import { RelayBreaker } from './relay-breaker.js';
import { SendPace } from './send-pace.js';
import { noteEvent } from './sending-events.js';
import { type Finished, TurnService } from './turn.service.js';

/** After the lanes have closed, what is left is writing down: long enough for a slow PostgreSQL, not for one that is gone. */
const writeDownMs = 10_000;
/** Claimed at a time, and kept composed ahead, in pools: long enough for PostgreSQL to find more, short enough to be put back. */
const claimPools = 10;
const aheadPools = 4;
/** While PostgreSQL writes one half of the pool down, the other half is answered, and its turn need not wait. */
const turnsAtOnce = 2;

/**
 * The one sender. Claims what is due, has it composed, hands it over on the transport's lanes, and settles in turns of
 * about half their number (rule 18), so that never more letters are `sending` than there are connections.
 * Any number of dispatchers, in any number of processes, share one ledger by its row locks alone.
 */
@Injectable()
export class DispatchService {
  private readonly log = new Logger('dispatch');
  private readonly breaker = new RelayBreaker();
  private readonly run: RefusalRun;
  private ready: Ready[] = [];
  private finished: Finished[] = [];
  private readonly open = new Set<Promise<void>>();
  /** Turns under way: how many letters each settles, how many it marks, and for how many of these there was room before. */
  private readonly turning = new Map<Promise<void>, { settles: number; marks: number; room: number }>();
  private readonly handedOver = new Map<string, Ready>();
  /** PostgreSQL was away, or undid something: why, and the rows whose marks may or may not have been committed. */
  private trouble: unknown = null;
  private unsaid: ClaimedRow[] = [];
  private failures = 0;
  private stopping = false;
  /** PostgreSQL did not come back in time: what is not written stays `sending`, and so in doubt. */
  private givenUp = false;
  private working: Promise<void> | null = null;
  /** Somebody planned rows after this worker had last looked. */
  private lookAgain = false;
  /** More letters being claimed and composed while the lanes are busy. */
  private fetching: Promise<void> | null = null;

  constructor(
    private readonly hands: HandOverStore,
    private readonly supply: LetterSupply,
    private readonly turns: TurnService,
    private readonly transport: MailTransport,
    private readonly pace: SendPace,
  ) {
    // One lane is always left: only another answer can end a run.
    this.run = new RefusalRun(transport.width - 1);
  }

  /** Sends everything that is due, and resolves when nothing is. A call while one runs joins it, and makes it look once more. */
  work(workerId: string, clock: Clock): Promise<void> {
    this.lookAgain = true;
    this.working ??= this.sendAll(workerId, clock).finally(() => (this.working = null));
    return this.working;
  }

  /** Letters being handed over or waiting to be written down at this moment. */
  get inHand(): number {
    return this.taken() + this.finished.length;
  }

  /** Stops claiming, gives back what was not begun, lets open letters end (30 s at most), writes them down (rule 20). */
  async drain(): Promise<void> {
    this.stopping = true;
    await this.transport.close();
    if (this.working) await Promise.race([this.working, pause(writeDownMs, undefined, { ref: false })]);
    this.givenUp = true;
  }

  private async sendAll(workerId: string, clock: Clock): Promise<void> {
    for (let dry = false; !this.givenUp;) {
      if (this.trouble !== null) {
        await this.recover(workerId, clock);
        dry = false;
        continue;
      }
      const idle = this.open.size === 0 && this.turning.size === 0;
      const mayBegin = this.mayBegin();
      if (this.lookAgain) dry = this.lookAgain = false;
      if (mayBegin === 0) await this.putBackReady(workerId);
      else if (!dry && this.fetching === null && this.ready.length < this.transport.width * aheadPools) {
        this.fetching = this.fetch(workerId, mayBegin, clock).then((nothingMore) => {
          dry = nothingMore;
          this.fetching = null;
        });
      }
      if (idle && this.ready.length === 0) {
        // What is still being composed may end a run of refusals: nothing is concluded before it has come.
        await this.fetching;
        if (this.ready.length > 0 || this.lookAgain || this.trouble !== null) continue;
        this.finished.push(...this.withRows(this.run.release()));
        if (this.finished.length === 0) return;
      }
      const free = this.freeLanes();
      const half = Math.ceil(this.transport.width / 2);
      const turnIsDue = idle || this.finished.length >= half || (free >= half && this.ready.length > 0);
      if (turnIsDue && this.turning.size < turnsAtOnce) this.begin(workerId, free, mayBegin, clock);
      else await this.something();
    }
  }

  /** A letter has been answered, a turn is over, or, where they are waited for, more letters are composed. */
  private async something(): Promise<void> {
    const next = [...this.open, ...this.turning.keys()];
    if (this.ready.length === 0 && this.fetching) next.push(this.fetching);
    if (next.length > 0) await Promise.race(next);
  }

  /** How many letters may be begun now: while the relay is on trial one at a time, and its answer is waited for. */
  private mayBegin(): number {
    if (this.stopping) return 0;
    const allowed = this.breaker.allowance(performance.now());
    return allowed === 1 ? Math.max(0, 1 - this.open.size - this.marking()) : allowed;
  }

  /** Lanes with nothing in hand, not even something to be written down. */
  private freeLanes(): number {
    return Math.max(0, this.transport.width - this.taken() - this.finished.length);
  }

  /** Rows that are, or may be, `sending`, but for those that wait for their turn. */
  private taken(): number {
    let taken = this.open.size + this.run.size;
    // A turn may find less to settle than it hoped for (turn.service.ts), but marks no more than it settles and had room for.
    for (const { settles, marks, room } of this.turning.values()) taken += settles + Math.min(room, marks);
    return taken;
  }

  private marking(): number {
    let marking = 0;
    for (const { marks } of this.turning.values()) marking += marks;
    return marking;
  }

  /** Gives whether nothing more is due. Never rejects. */
  private async fetch(workerId: string, mayBegin: number, clock: Clock): Promise<boolean> {
    try {
      const wanted = Math.min(mayBegin, this.transport.width * claimPools);
      const { dry } = await this.supply.fetch(workerId, wanted, clock, (ready) => this.ready.push(...ready));
      return dry;
    } catch (error) {
      this.trouble = error;
      return false;
    }
  }

  /** Finished letters free their lanes in the same turn. */
  private begin(workerId: string, room: number, mayBegin: number, clock: Clock): void {
    const finished = this.finished.splice(0);
    const next = this.ready.splice(0, Math.min(room + finished.length, mayBegin));
    const turn = this.turn(workerId, finished, next, room, clock).finally(() => this.turning.delete(turn));
    this.turning.set(turn, { settles: finished.length, marks: next.length, room });
  }

  private async turn(
    workerId: string,
    finished: readonly Finished[],
    next: readonly Ready[],
    room: number,
    clock: Clock,
  ): Promise<void> {
    const requests = next.map(({ row, letter }) => ({
      id: row.id,
      subscriberId: row.subscriberId,
      attempts: row.attempts,
      revisionId: letter.revisionId,
      composed: letter.composed,
    }));
    const unsaid = new Set(next);
    const now = clock.now();
    try {
      const { marked, considered } = await this.turns.take(workerId, finished, requests, room, now);
      this.failures = 0;
      const passedBy = next.slice(considered);
      for (const one of passedBy) unsaid.delete(one);
      this.ready.unshift(...passedBy);
      for (const one of next.slice(0, considered)) {
        // A mark is used up: a row that came twice, before and after this worker was given up for dead, is said aloud once.
        if (!marked.delete(one.row.id)) continue;
        unsaid.delete(one);
        this.handOver(one, clock);
      }
      const stopped = [...unsaid].map(({ row }) => ({ ...row, because: 'the person may no longer receive it' }));
      await this.turns.stop(workerId, stopped, now);
    } catch (error) {
      this.finished.unshift(...finished);
      // Whether the marks were committed nobody can tell: what was never said aloud goes back.
      this.unsaid.push(...[...unsaid].map(({ row }) => row));
      this.trouble = error;
    }
  }

  private handOver(ready: Ready, clock: Clock): void {
    const { row, letter } = ready;
    this.handedOver.set(row.id, ready);
    const inHand = { ...row, attempts: row.attempts + 1 };
    const task = this.transport.send({ envelope: letter.envelope, message: letter.message }).then((said) => {
      handOvers.inc({ kind: row.kind, verdict: said.verdict });
      this.pace.heard(letter.envelope.to, said);
      if (said.verdict === 'relay-trouble' || said.blame === 'relay') this.trip(said.text);
      else if (said.verdict === 'accepted' || said.verdict === 'again') this.breaker.recover();
      const now = clock.now();
      const { settle, tripped } = this.run.add(outcomeOf(inHand, said, now), aMinuteLater(now, row.leaveBy));
      if (tripped) this.trip(said.text);
      if (said.verdict === 'in-doubt') noteEvent(this.log, 'in-doubt', `delivery ${row.id} is in doubt: ${said.text}`);
      this.finished.push(...this.withRows(settle));
    });
    this.open.add(task);
    void task.finally(() => this.open.delete(task));
  }

  private withRows(outcomes: ReturnType<RefusalRun['release']>): Finished[] {
    return outcomes.map((outcome) => {
      const { id, state, replyCode, reply } = outcome;
      if (state === 'refused')
        noteEvent(this.log, 'refused', `delivery ${id} was refused: ${replyCode ?? ''} ${reply}`);
      const { row, foreseen = null } = this.handedOver.get(outcome.id) ?? {};
      this.handedOver.delete(outcome.id);
      return { ...outcome, enrollmentId: row?.enrollmentId ?? null, repeatOf: row?.repeatOf ?? null, foreseen };
    });
  }

  private trip(why: string): void {
    if (this.breaker.trip(performance.now()))
      noteEvent(this.log, 'breaker-opened', `the mail server is in trouble, waiting a little: ${why}`);
  }

  /** Nothing may be begun: what is claimed goes back, once nothing more is being claimed and no turn still marks some of it. */
  private async putBackReady(workerId: string): Promise<void> {
    if (this.ready.length === 0 && this.fetching === null) return;
    await this.quiet();
    this.ready = [];
    await this.hands.giveBack(workerId).catch((error: unknown) => (this.trouble = error));
  }

  /**
   * PostgreSQL is away or undid a turn: keep the outcomes, hand over nothing new, go on when it answers (rule 20). Alone:
   * a row that went back while a turn or a claim was still under way could be in hand twice, or be taken for one that is
   * no longer wanted. Letters already said aloud are answered meanwhile.
   */
  private async recover(workerId: string, clock: Clock): Promise<void> {
    await this.quiet();
    const error = this.trouble;
    const words = error instanceof Error ? error.message : String(error);
    noteEvent(this.log, 'turn-failed', `the ledger could not be written, trying again: ${words}`);
    this.ready = [];
    // Not PostgreSQL but something in the turn itself, over and over: slowly, or it burns a core.
    if (this.failures++ > 0) await pause(Math.min(100 * 2 ** this.failures, 5_000));
    const back = this.unsaid.map((row) => ({
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
        this.unsaid = [];
        this.trouble = null;
        return;
      } catch {
        await pause(wait);
      }
    }
  }

  /** Nothing is being claimed or written: neither ever rejects. */
  private async quiet(): Promise<void> {
    while (this.fetching !== null || this.turning.size > 0) await Promise.all([this.fetching, ...this.turning.keys()]);
  }
}
