import { randomBytes } from 'node:crypto';
import pg from 'pg';
import type { DataSource } from 'typeorm';
import { openDataSource } from '../src/database/data-source.js';

export interface TestDatabase {
  url: string;
  dataSource: DataSource;
  close(): Promise<void>;
}

/**
 * A database of its own for one spec file, cloned from the migrated template in some 50 ms.
 *
 * `clockStands`: its clock_timestamp() goes on by letElapseInPostgres alone. For whatever is counted by the second: a busy machine
 * needs longer for any two questions.
 */
export async function openDatabase({ clockStands = false } = {}): Promise<TestDatabase> {
  const server = process.env.TEST_POSTGRES_URL;
  if (!server) throw new Error('TEST_POSTGRES_URL is missing: run the tests through npm run jest');
  const name = `house_${randomBytes(6).toString('hex')}`;
  await asAdmin(server, async (admin) => {
    // Clones take turns: PostgreSQL refuses a template that another session is reading.
    await admin.query('select pg_advisory_lock(1)');
    await admin.query(`create database ${name} template template_house`);
    await admin.query('select pg_advisory_unlock(1)');
  });
  const url = new URL(server);
  url.pathname = `/${name}`;
  if (clockStands) await asAdmin(url.toString(), (admin) => admin.query(standingClock(name)));
  const dataSource = await openDataSource(url.toString());
  return {
    url: url.toString(),
    dataSource,
    close: async () => {
      if (dataSource.isInitialized) await dataSource.destroy();
      await asAdmin(server, (admin) => admin.query(`drop database if exists ${name} with (force)`));
    },
  };
}

/** Found before PostgreSQL's own, by every connection to come. */
const standingClock = (name: string) => /* sql */ `
  create table standing_clock as select pg_catalog.clock_timestamp() as at;
  create function public.clock_timestamp() returns timestamptz volatile language sql as 'select at from public.standing_clock';
  alter database ${name} set search_path = public, pg_catalog`;

/** By an interval of SQL, '-1 hour' too: a server's wall clock may be stepped back. */
export async function letElapseInPostgres({ dataSource }: TestDatabase, interval: string): Promise<void> {
  await dataSource.query('update standing_clock set at = at + $1::interval', [interval]);
}

async function asAdmin(url: string, work: (admin: pg.Client) => Promise<unknown>): Promise<void> {
  const admin = new pg.Client({ connectionString: url });
  await admin.connect();
  try {
    await work(admin);
  } finally {
    await admin.end();
  }
}
