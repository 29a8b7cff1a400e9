import { MigrationExecutor, type DataSource } from 'typeorm';
import { migrations } from '../../migrations/index.js';

const migrationLock = 0x636f7572; // 'cour'

export class SchemaTooNew extends Error {}

/**
 * Brings the schema up to date. Any number of processes may call this at once: one migrates, the others wait, under a
 * transaction lock that a transaction-mode pooler keeps too (rule 39). Gives the names of what was run.
 * Throws SchemaTooNew when the database is ahead of this program.
 */
export async function migrate(dataSource: DataSource): Promise<string[]> {
  await refuseNewerSchema(dataSource);
  const runner = dataSource.createQueryRunner();
  await runner.connect();
  try {
    await runner.startTransaction();
    await runner.query('select pg_advisory_xact_lock($1)', [migrationLock]);
    await refuseNewerSchema(dataSource); // a newer program may have had the lock while this one waited
    const executor = new MigrationExecutor(dataSource, runner);
    executor.transaction = 'none'; // ours already holds the lock
    const done = await executor.executePendingMigrations();
    await runner.commitTransaction();
    return done.map((migration) => migration.name);
  } catch (error) {
    if (runner.isTransactionActive) await runner.rollbackTransaction();
    throw error;
  } finally {
    await runner.release();
  }
}

/** Names of migrations the database still lacks; for workers that wait and for /readyz. */
export async function missingMigrations(dataSource: DataSource): Promise<string[]> {
  const done = await doneMigrations(dataSource);
  return migrations.map((migration) => migration.name).filter((name) => !done.includes(name));
}

/** Throws SchemaTooNew when the database is ahead of this program: an old process must not write into a new house. */
export async function refuseNewerSchema(dataSource: DataSource): Promise<void> {
  const known = new Set(migrations.map((migration) => migration.name));
  const ahead = (await doneMigrations(dataSource)).filter((name) => !known.has(name));
  if (ahead.length > 0) {
    throw new SchemaTooNew(
      `The database is newer than this program (${ahead.join(', ')}). Update Coursepost, then start again.`,
    );
  }
}

async function doneMigrations(dataSource: DataSource): Promise<string[]> {
  const [table] = await dataSource.query<Array<{ there: boolean }>>(
    `select to_regclass('migrations') is not null as there`,
  );
  if (!table?.there) return [];
  return (await dataSource.query<Array<{ name: string }>>('select name from migrations order by id')).map(
    (row) => row.name,
  );
}
