import { realpath } from 'node:fs/promises';
import pg from 'pg';
import { SUPERUSER } from './postgres-cluster.js';

export type Answer =
  | { kind: 'ready'; durable: boolean }
  | { kind: 'not-yet' } // starting up, shutting down, or nobody listens
  | { kind: 'wrong-password' }
  | { kind: 'another-server' } // a PostgreSQL, but of another data folder
  | { kind: 'error'; message: string };

/** The address of the database for everybody in the house. */
export function urlOf(port: number, password: string, database = 'coursepost'): string {
  return `postgres://${SUPERUSER}:${password}@127.0.0.1:${port}/${database}`;
}

/** Asks whoever listens on that port whether it is the ready server of that data folder. Never rejects; takes 5 s at most. */
export async function askServer(port: number, password: string, pgdata: string): Promise<Answer> {
  const client = connectionTo(port, password);
  try {
    await client.connect();
    const { rows } = await client.query<{ folder: string; fsync: string }>(
      `select current_setting('data_directory') as folder, current_setting('fsync') as fsync`,
    );
    const answered = rows[0];
    if (!answered) return { kind: 'not-yet' };
    const folder = await realpath(answered.folder).catch(() => answered.folder);
    return folder === pgdata ? { kind: 'ready', durable: answered.fsync === 'on' } : { kind: 'another-server' };
  } catch (error) {
    const { code, message } = error as { code?: string; message: string };
    if (code === '28P01') return { kind: 'wrong-password' };
    // 57P03 cannot connect now (starting, stopping, recovering); 57P01 and cut connections: it is just stopping.
    const later = ['57P03', '57P01', '57P02', 'ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT'];
    if ((code && later.includes(code)) || /timeout|terminated/i.test(message)) return { kind: 'not-yet' };
    return { kind: 'error', message };
  } finally {
    await client.end().catch(() => {});
  }
}

/** Creates the database `coursepost` if it is missing. Call inside withPostgresLock. */
export async function ensureDatabase(port: number, password: string): Promise<void> {
  const client = connectionTo(port, password);
  try {
    await client.connect();
    const { rowCount } = await client.query(`select 1 from pg_database where datname = 'coursepost'`);
    if (rowCount === 0) await client.query('create database coursepost');
  } finally {
    await client.end().catch(() => {});
  }
}

/** To the database that is always there. `ssl` is said, since PGSSLMODE of the caller's environment would decide otherwise. */
function connectionTo(port: number, password: string): pg.Client {
  const connectionString = urlOf(port, password, 'postgres');
  const client = new pg.Client({ connectionString, ssl: false, connectionTimeoutMillis: 5_000, query_timeout: 30_000 });
  client.on('error', () => {}); // the server may go at any moment; the pending call is told by its own rejection
  return client;
}
