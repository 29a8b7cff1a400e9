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
    },
  }).initialize();
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
