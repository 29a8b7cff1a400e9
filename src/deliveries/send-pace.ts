import { performance } from 'node:perf_hooks';
import { setTimeout as pause } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { HouseSettings } from '../settings/house-settings.js';
import { RateStore } from './rate.store.js';

/** How much a worker may claim now, so that all workers together keep the rate. */
@Injectable()
export class SendPace {
  constructor(
    private readonly rates: RateStore,
    private readonly house: HouseSettings,
  ) {}

  /** Up to `wanted`; waits for the next second's share, at most about a second, and gives 0 if there was none. */
  async quota(wanted: number): Promise<number> {
    const rate = this.house.now.sendRate;
    if (rate === null) return wanted;
    const granted = await this.rates.take('all', Math.min(wanted, rate * 5), rate);
    if (granted > 0) return granted;
    await pause(1_000 - ((performance.timeOrigin + performance.now()) % 1_000));
    return this.rates.take('all', Math.min(wanted, rate * 5), rate);
  }
}
