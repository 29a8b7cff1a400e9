import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { openDataSource } from '../dist/src/database/data-source.js';
import { startEmbeddedPostgres } from '../dist/src/database/embedded-postgres.js';
import { migrate } from '../dist/src/database/migrate.js';

/** One throw-away PostgreSQL for the whole run, and one migrated template that every spec file clones. Runs on the build. */
export default async function setUp() {
  const dataDir = await mkdtemp(join(tmpdir(), 'coursepost-test-'));
  const postgres = await startEmbeddedPostgres({ dataDir, durable: false });
  const admin = new pg.Client({ connectionString: postgres.url });
  await admin.connect();
  await admin.query('create database template_house');
  await admin.end();
  const url = new URL(postgres.url);
  url.pathname = '/template_house';
  const template = await openDataSource(url.toString());
  await migrate(template);
  await template.destroy();
  process.env.TEST_POSTGRES_URL = postgres.url;
  globalThis.testPostgres = { postgres, dataDir };
}
