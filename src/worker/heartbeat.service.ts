import { performance } from 'node:perf_hooks';
import { Injectable, Logger } from '@nestjs/common';
import { DispatchService } from '../deliveries/dispatch.service.js';
import { noteEvent } from '../deliveries/sending-events.js';
import { isDatabaseAway } from '../http/database-away.js';
import { Clock, SystemClock } from '../schedule/clock.js';
import { BeatParts } from './beat-parts.js';
import { ClockWatch } from './clock-watch.js';

const expireEveryMs = 60_000;

/**
 * One beat of the house: sweep what is stuck, decide sign-ups, look after broadcasts, plan what is due, send. The clock is read once and handed
 * down; sending reads it anew for each letter, because a morning is long. Beats never overlap themselves.
 */
@Injectable()
export class HeartbeatService {
  private readonly log = new Logger('heartbeat');
  private readonly watch = new ClockWatch();
  private beating: Promise<void> | null = null;
  private away = false;
  private faulty = false;
  private more = false;
  /** What the last beat made due, being sent. */
  private sending: Promise<void> = Promise.resolve();
  private resting = false;
  private expiredAt = Number.NEGATIVE_INFINITY;

  constructor(
    private readonly parts: BeatParts,
    private readonly dispatch: DispatchService,
    private readonly clock: Clock,
  ) {}

  /** Joins the beat that runs, if one does. Never rejects: PostgreSQL away is said once, and the next beat tries again. */
  beat(workerId: string): Promise<void> {
    this.beating ??= this.work(workerId).finally(() => {
      this.beating = null;
      if (this.more && !this.resting) setImmediate(() => void this.beat(workerId));
    });
    return this.beating;
  }

  /** Whether a part of the last beat failed. */
  get failing(): boolean {
    return this.away || this.faulty;
  }

  /** Resolves when what the last beat made due is sent; never rejects. */
  get sent(): Promise<void> {
    return this.sending;
  }

  /** No more beats follow by themselves; resolves when none is running. */
  async rest(): Promise<void> {
    this.resting = true;
    await this.beating;
  }

  /** A beat, and everything it made due, sent: for tests and for commands that want an end. */
  async beatAndSend(workerId: string): Promise<void> {
    do await this.beat(workerId);
    while (this.more && !this.away);
    await this.sent;
    await this.dispatch.work(workerId, this.clock);
  }

  private async work(workerId: string): Promise<void> {
    this.more = false;
    this.faulty = false;
    try {
      const now = this.clock.now();
      this.watchClock(now);
      await this.attempt('the sweep', () => this.parts.sweep.sweep(workerId, now));
      await this.attempt('deciding sign-ups', () => this.parts.signups.decide(now));
      await this.attempt('looking after broadcasts', () => this.parts.broadcasts.look(now));
      // Sending starts beside planning: a morning of 100,000 is planned in batches while the first letters leave.
      const sending = this.send(workerId);
      let mayBePlanned = true;
      await this.attempt('planning', async () => {
        const { planned, more } = await this.parts.planning.plan(now);
        this.more = more;
        mayBePlanned = planned > 0;
      });
      await this.attempt('expiry', () => this.expireNowAndThen(now));
      this.sending = mayBePlanned ? sending.then(() => this.send(workerId)) : sending;
      if (this.away) this.log.warn('PostgreSQL answers again');
      this.away = false;
    } catch (error) {
      this.parts.sweep.databaseWasAway();
      if (!this.away) this.log.error(`PostgreSQL is away, trying again: ${wordsOf(error)}`);
      this.away = true;
    }
  }

  /** Nothing follows from a step: slots are calendar time, and no lease or rate is. But whoever wonders about an hour finds it here. */
  private watchClock(now: Date): void {
    // A clock that is moved, or fast, is stepped all the time.
    if (!(this.clock instanceof SystemClock)) return;
    const jumped = this.watch.look(now, performance.now());
    if (jumped === 0) return;
    const seconds = Math.round(Math.abs(jumped) / 1_000);
    noteEvent(this.log, 'clock-stepped', `the clock was stepped ${seconds} s ${jumped > 0 ? 'forward' : 'back'}`);
  }

  /** What goes wrong in one part must not stop the others: a fault of planning keeps no sign-up waiting. */
  private async attempt(what: string, work: () => Promise<unknown>): Promise<void> {
    try {
      await work();
    } catch (error) {
      if (isDatabaseAway(error)) throw error;
      this.faulty = true;
      this.log.error(`${what} failed, trying again: ${error instanceof Error ? error.stack : wordsOf(error)}`);
    }
  }

  private send(workerId: string): Promise<void> {
    return this.dispatch
      .work(workerId, this.clock)
      .catch((error: unknown) =>
        this.log.error(`sending stopped, trying again: ${error instanceof Error ? error.stack : String(error)}`),
      );
  }

  private async expireNowAndThen(now: Date): Promise<void> {
    if (performance.now() - this.expiredAt < expireEveryMs) return;
    await this.parts.signups.expire(now);
    this.expiredAt = performance.now();
  }
}

function wordsOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
