import { configFromEnvironment, openDatabase } from './opened-house.js';
import { migrate } from '../database/migrate.js';
import { readWords } from './misuse.js';

/** Brings the database up to date; safe beside running processes, which wait for it. */
export async function migrateCommand(words: string[]): Promise<number> {
  readWords(words, {});
  const database = await openDatabase(configFromEnvironment());
  try {
    const done = await migrate(database.dataSource);
    process.stdout.write(done.length > 0 ? `Migrated: ${done.join(', ')}\n` : 'The database is up to date.\n');
    return 0;
  } finally {
    await database.close();
  }
}
