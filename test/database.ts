import { randomBytes } from 'node:crypto';
import pg from 'pg';
import type { DataSource } from 'typeorm';
import { openDataSource } from '../src/database/data-source.js';

export interface TestDatabase {
  url: string;
  dataSource: DataSource;
  close(): Promise<void>;
}

/** A database of its own for one spec file, cloned from the migrated template in some 50 ms. */
export async function openDatabase(): Promise<TestDatabase> {
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

async function asAdmin(url: string, work: (admin: pg.Client) => Promise<unknown>): Promise<void> {
  const admin = new pg.Client({ connectionString: url });
  await admin.connect();
  try {
    await work(admin);
  } finally {
    await admin.end();
  }
}
