import { configFromEnvironment } from './environment.js';
import { openDatabase } from './opened-house.js';
import { readWords, refuseSurplus } from './misuse.js';

/** Brings the database up to date; safe beside running processes, which wait for it. */
export async function migrateCommand(words: string[]): Promise<number> {
  refuseSurplus('migrate', readWords(words, {}).positionals);
  const database = await openDatabase(configFromEnvironment());
  try {
    const { migrated } = database;
    process.stdout.write(migrated.length > 0 ? `Migrated: ${migrated.join(', ')}\n` : 'The database is up to date.\n');
    return 0;
  } finally {
    await database.close();
  }
}
