import { performance } from 'node:perf_hooks';
import { setTimeout as pause } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { Config, isLoopback } from '../config/config.js';
import { RateStore } from './rate.store.js';

const politeRate = 10;

/** Letters per second over all workers (rule 22); null: no limit. None to loopback, 10 elsewhere, unless SEND_RATE says. */
export function sendRate(config: Config): number | null {
  const { SEND_RATE, SMTP_URL } = config.settings;
  if (SEND_RATE !== undefined) return SEND_RATE;
  return SMTP_URL === undefined || isLoopback(new URL(SMTP_URL).hostname) ? null : politeRate;
}

/** How much a worker may claim now, so that all workers together keep the rate. */
@Injectable()
export class SendPace {
  constructor(
    private readonly rates: RateStore,
    private readonly config: Config,
  ) {}

  /** Up to `wanted`; waits for the next second's share, at most about a second, and gives 0 if there was none. */
  async quota(wanted: number): Promise<number> {
    const rate = sendRate(this.config);
    if (rate === null) return wanted;
    const granted = await this.rates.take('all', Math.min(wanted, rate * 5), rate);
    if (granted > 0) return granted;
    await pause(1_000 - ((performance.timeOrigin + performance.now()) % 1_000));
    return this.rates.take('all', Math.min(wanted, rate * 5), rate);
  }
}
