import { timingSafeEqual } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { collectDefaultMetrics, Gauge, register } from 'prom-client';
import { DataSource } from 'typeorm';
import { Config } from '../config/config.js';
import { isLoopback } from '../config/loopback.js';
import { HouseError } from '../house-error.js';

const open = new Gauge({
  name: 'coursepost_open_deliveries',
  help: 'Rows of the ledger that are planned, claimed, being sent or in doubt, over all processes.',
  labelNames: ['state'] as const,
});

/** What the house counts, for Prometheus. Asks the database one question, served by the ledger's partial indexes. */
@Injectable()
export class MetricsReader {
  constructor(
    private readonly config: Config,
    private readonly db: DataSource,
  ) {
    if (!register.getSingleMetric('process_cpu_user_seconds_total')) collectDefaultMetrics();
  }

  /**
   * Throws 'forbidden' to strangers. A proxy that TRUST_PROXY does not name makes everybody look like this machine, so
   * what comes through it needs the token.
   */
  admit(client: { address: string; viaUnknownProxy: boolean; authorization: string }): void {
    const token = this.config.settings.METRICS_TOKEN;
    if (token !== undefined && same(client.authorization, `Bearer ${token}`)) return;
    if (!client.viaUnknownProxy && isLoopback(client.address)) return;
    throw new HouseError('forbidden', 'Metrics are for this machine, or with METRICS_TOKEN.');
  }

  async text(): Promise<string> {
    open.reset();
    const rows = await this.db
      .query<Array<{ state: string; count: number }>>(
        `select state, count(*)::int as count from deliveries
         where state = 'planned' or state in ('claimed', 'sending') or (state = 'in_doubt' and not held) group by state`,
      )
      .catch(() => []);
    for (const { state, count } of rows) open.set({ state }, count);
    return register.metrics();
  }
}

function same(given: string, wanted: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(wanted)];
  return a.length === b.length && timingSafeEqual(a, b);
}
