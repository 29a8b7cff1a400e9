import { performance } from 'node:perf_hooks';
import { Injectable, Logger } from '@nestjs/common';
import { DispatchService } from '../deliveries/dispatch.service.js';
import { SweepService } from '../deliveries/sweep.service.js';
import { LessonPlanningService } from '../enrollments/lesson-planning.service.js';
import { Clock } from '../schedule/clock.js';
import { SignupDecidingService } from '../signup/signup-deciding.service.js';

const expireEveryMs = 60_000;

/**
 * One beat of the house: sweep what is stuck, decide sign-ups, plan what is due, send. The clock is read once and handed
 * down; sending reads it anew for each letter, because a morning is long. Beats never overlap themselves.
 */
@Injectable()
export class HeartbeatService {
  private readonly log = new Logger('heartbeat');
  private beating: Promise<void> | null = null;
  private away = false;
  private expiredAt = Number.NEGATIVE_INFINITY;

  constructor(
    private readonly sweep: SweepService,
    private readonly signups: SignupDecidingService,
    private readonly planning: LessonPlanningService,
    private readonly dispatch: DispatchService,
    private readonly clock: Clock,
  ) {}

  /** Joins the beat that runs, if one does. Never rejects: PostgreSQL away is said once, and the next beat tries again. */
  beat(workerId: string): Promise<void> {
    this.beating ??= this.work(workerId).finally(() => (this.beating = null));
    return this.beating;
  }

  /** Whether the last beat failed, so that nothing is planned until one succeeds. */
  get failing(): boolean {
    return this.away;
  }

  /** Resolves when no beat is running. */
  async rest(): Promise<void> {
    await this.beating;
  }

  /** A beat, and everything it made due, sent: for tests and for commands that want an end. */
  async beatAndSend(workerId: string): Promise<void> {
    await this.beat(workerId);
    await this.dispatch.work(workerId, this.clock);
  }

  private async work(workerId: string): Promise<void> {
    try {
      const now = this.clock.now();
      await this.sweep.sweep(workerId, now);
      await this.signups.decide(now);
      // Sending starts beside planning: a morning of 100,000 is planned in batches while the first letters leave.
      const sending = this.send(workerId);
      await this.planning.plan(now);
      await this.expireNowAndThen(now);
      void sending.then(() => this.send(workerId));
      if (this.away) this.log.warn('PostgreSQL answers again');
      this.away = false;
    } catch (error) {
      this.sweep.databaseWasAway();
      if (!this.away)
        this.log.error(`a heartbeat failed, trying again: ${error instanceof Error ? error.message : String(error)}`);
      this.away = true;
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
    await this.signups.expire(now);
    this.expiredAt = performance.now();
  }
}
