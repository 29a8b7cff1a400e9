import pg from 'pg';
import { DataSource } from 'typeorm';
import { migrations } from '../../migrations/index.js';

/**
 * One pool per process. No named statements and no session locks anywhere: a transaction-mode pooler must do (rule 39).
 * Calendar dates come back as 'YYYY-MM-DD' text and bigints as text: neither fits a JavaScript type without loss.
 */
export function openDataSource(url: string, options: { poolSize?: number } = {}): Promise<DataSource> {
  return new DataSource({
    type: 'postgres',
    url,
    entities: [],
    migrations,
    migrationsTableName: 'migrations',
    migrationsTransactionMode: 'all',
    poolSize: options.poolSize ?? 10,
    applicationName: 'coursepost',
    parseInt8: false,
    extra: {
      connectionTimeoutMillis: 10_000,
      idleTimeoutMillis: 30_000,
      keepAlive: true,
      keepAliveInitialDelayMillis: 10_000,
      types: typesAsText(),
      Client: HeardClient,
    },
  }).initialize();
}

/**
 * A connection cut while nobody listens to it (in the moment between the pool and its borrower, or between a borrower's two
 * questions) would end the process. Whoever holds it is told at the next question; the pool throws it away.
 */
class HeardClient extends pg.Client {
  constructor(config?: pg.ClientConfig) {
    super(config);
    this.on('error', () => undefined);
  }
}

/** `date` (1082) stays text: pg would make a local midnight of it. */
function typesAsText() {
  return {
    getTypeParser(oid: number, format: 'text' | 'binary') {
      if (oid === 1082) return (value: string) => value;
      return pg.types.getTypeParser(oid, format);
    },
  };
}
