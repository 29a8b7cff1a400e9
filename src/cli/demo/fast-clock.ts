import { performance } from 'node:perf_hooks';
import { Clock } from '../../schedule/clock.js';

const realDayMs = 24 * 3_600_000;

/**
 * Calendar time that runs fast: one of its days lasts `dayMs` of real time. It stands still until begin(), so that nobody's
 * morning passes while the house is still being opened. Exists in the demo only (rule 38); nothing else can tell.
 */
export class FastClock extends Clock {
  private began: number | null = null;

  constructor(
    private readonly start: Date,
    readonly dayMs: number,
  ) {
    super();
  }

  begin(): void {
    this.began ??= performance.now();
  }

  now(): Date {
    return new Date(this.start.getTime() + Math.floor(this.days * realDayMs));
  }

  /** Days of its own since begin(), with their fraction; elapsed real time in dayMs. */
  get days(): number {
    return this.began === null ? 0 : (performance.now() - this.began) / this.dayMs;
  }
}
