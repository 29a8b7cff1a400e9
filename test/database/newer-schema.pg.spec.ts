import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { setTimeout as pause } from 'node:timers/promises';
import { openDatabase as openHouseDatabase } from '../../src/cli/opened-house.js';
import { readConfig } from '../../src/config/config.js';
import { migrate, missingMigrations, refuseNewerSchema, SchemaTooNew } from '../../src/database/migrate.js';
import { openDatabase, type TestDatabase } from '../database.js';

describe('a database that a newer program has migrated', () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await openDatabase();
  });
  afterAll(() => database.close());
  afterEach(() => database.dataSource.query(`delete from migrations where name = 'Later9999999999999'`));

  const later = `insert into migrations (timestamp, name) values (9999999999999, 'Later9999999999999')`;
  const says = 'The database is newer than this program (Later9999999999999). Update Coursepost, then start again.';

  it('is refused by name, also by who would migrate it', async () => {
    await expect(refuseNewerSchema(database.dataSource)).resolves.toBeUndefined();
    await database.dataSource.query(later);
    await expect(refuseNewerSchema(database.dataSource)).rejects.toThrow(new SchemaTooNew(says));
    await expect(migrate(database.dataSource)).rejects.toThrow(new SchemaTooNew(says));
  });

  it('is refused by workers and web, which wait for the schema', async () => {
    await database.dataSource.query(later);
    const config = readConfig({ DATABASE_URL: database.url });
    await expect(openHouseDatabase(config, { waitForSchema: true })).rejects.toThrow(new SchemaTooNew(says));
  });

  it('is refused by who waited while the newer one migrated', async () => {
    let migrating: Promise<unknown> = Promise.resolve();
    await database.dataSource.transaction(async (newer) => {
      await newer.query('select pg_advisory_xact_lock($1)', [0x636f7572]);
      migrating = migrate(database.dataSource).catch((error: unknown) => error);
      while (!(await waitsForTheLock())) await pause(20);
      await newer.query(later);
    });
    expect(await migrating).toEqual(new SchemaTooNew(says));
  });

  it('lacks nothing once it is migrated, however many migrate at once', async () => {
    expect(await Promise.all([migrate(database.dataSource), migrate(database.dataSource)])).toEqual([[], []]);
    expect(await missingMigrations(database.dataSource)).toEqual([]);
  });

  const waitsForTheLock = async () =>
    (
      await database.dataSource.query<unknown[]>(
        `select 1 from pg_locks where locktype = 'advisory' and not granted
         and database = (select oid from pg_database where datname = current_database())`,
      )
    ).length > 0;
});
