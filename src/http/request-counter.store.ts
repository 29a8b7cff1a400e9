import { Injectable } from '@nestjs/common';
import { RateLimiterPostgres, RateLimiterRes } from 'rate-limiter-flexible';
import { DataSource } from 'typeorm';

/** Port: how often something happened lately, counted together by all processes. Elapsed time, not the calendar's. */
export abstract class RequestCounters {
  /**
   * Counts one more under `key` and gives how long until there is room again: 0 while at most `limit` happened
   * within `seconds` of the first one, else whole seconds, at least 1. Two processes never both get the last place.
   */
  abstract count(key: string, limit: number, seconds: number): Promise<number>;
}

/** Table request_counters, kept by rate-limiter-flexible: one upsert per call, which locks that one key's row. */
@Injectable()
export class RequestCounterStore extends RequestCounters {
  private readonly limiters = new Map<string, RateLimiterPostgres>();

  constructor(private readonly dataSource: DataSource) {
    super();
  }

  async count(key: string, limit: number, seconds: number): Promise<number> {
    try {
      await this.limiter(limit, seconds).consume(key);
      return 0;
    } catch (refusal) {
      if (refusal instanceof RateLimiterRes) return Math.max(1, Math.ceil(refusal.msBeforeNext / 1000));
      throw refusal;
    }
  }

  private limiter(points: number, duration: number): RateLimiterPostgres {
    const name = `${points}/${duration}`;
    const known = this.limiters.get(name);
    if (known) return known;
    const limiter = new RateLimiterPostgres({
      storeClient: { query: (query: { text: string; values: unknown[] }) => this.query(query.text, query.values) },
      storeType: 'client',
      tableName: 'request_counters',
      tableCreated: true,
      keyPrefix: '',
      points,
      duration,
    });
    this.limiters.set(name, limiter);
    return limiter;
  }

  /** Without the library's statement names: a pooler in transaction mode does not keep them (rule 39). */
  private async query(text: string, values: unknown[]): Promise<{ rows: unknown[]; rowCount: number }> {
    const rows = await this.dataSource.query<unknown[]>(text, values);
    return { rows, rowCount: rows.length };
  }
}
