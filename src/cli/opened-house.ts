import { existsSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import type { DataSource } from 'typeorm';
import { type Config, ConfigFault, readConfig } from '../config/config.js';
import { openDataSource } from '../database/data-source.js';
import { startEmbeddedPostgres } from '../database/embedded-postgres.js';
import { migrate, missingMigrations } from '../database/migrate.js';
import type { Ground } from '../ground.module.js';
import { keepSecrets } from '../links/kept-secrets.js';
import { MailTransport } from '../mail/mail-transport.js';
import { SmtpTransport } from '../mail/smtp-transport.js';
import { readSmtpUrl } from '../mail/smtp-url.js';
import { Clock, SystemClock } from '../schedule/clock.js';

/** Settings from the environment and, beneath it, from .env in the present folder. */
export function configFromEnvironment(): Config {
  if (existsSync('.env')) process.loadEnvFile('.env');
  return readConfig(process.env);
}

/** The database of a process: your own by DATABASE_URL, or the embedded one, found by DATA_DIR, started if nobody runs it. */
export interface OpenedDatabase {
  dataSource: DataSource;
  /** A direct connection for LISTEN; null: DATABASE_URL may be a pooler, and no LISTEN_DATABASE_URL is set (rule 39). */
  listenUrl: string | null;
  /** What start-up says of it; no password. */
  saying: string;
  close(): Promise<void>;
}

/** Opens and migrates. `wait`: workers and web wait for another process to migrate instead (rule 39). */
export async function openDatabase(config: Config, options: { wait?: boolean; durable?: boolean } = {}): Promise<OpenedDatabase> {
  const { DATABASE_URL } = config.settings;
  const embedded = DATABASE_URL ? null : await startEmbeddedPostgres({ dataDir: config.dataDir, durable: options.durable ?? true });
  const url = DATABASE_URL ?? embedded?.url ?? '';
  try {
    const dataSource = await openDataSource(url);
    if (options.wait) await waitForSchema(dataSource);
    else await migrate(dataSource);
    const { host, pathname } = new URL(url);
    return {
      dataSource,
      listenUrl: config.settings.LISTEN_DATABASE_URL ?? embedded?.url ?? null,
      saying: embedded ? `embedded PostgreSQL, data in ${config.dataDir}` : `PostgreSQL at ${host}${pathname} (DATABASE_URL)`,
      close: async () => {
        await dataSource.destroy();
        await embedded?.stop();
      },
    };
  } catch (error) {
    await embedded?.stop();
    throw DATABASE_URL ? new Error(`DATABASE_URL: ${reasonOf(error)}`, { cause: error }) : error;
  }
}

async function waitForSchema(dataSource: DataSource): Promise<void> {
  for (let waited = 0; (await missingMigrations(dataSource)).length > 0; waited++) {
    if (waited === 0) process.stdout.write('Waiting for the database to be migrated (coursepost migrate) …\n');
    await pause(1_000);
  }
}

/** The ground a process stands on. `smtpUrl` is SMTP_URL or the inbox. Throws ConfigFault for a bad SMTP_URL. */
export async function groundOf(config: Config, dataSource: DataSource, smtpUrl: string, clock: Clock = new SystemClock()): Promise<Ground> {
  const secrets = await keepSecrets(dataSource, config);
  return { config, clock, dataSource, transport: transportTo(config, smtpUrl), ...secrets };
}

export function transportTo(config: Config, smtpUrl: string): MailTransport {
  const server = readSmtpUrl(smtpUrl);
  if ('problem' in server) throw new ConfigFault([server.problem]);
  return new SmtpTransport({ server, connections: config.settings.SEND_CONNECTIONS });
}

/** Stands where a command needs the rooms but sends nothing. */
export class NoTransport extends MailTransport {
  readonly width = 1;
  send(): never {
    throw new Error('this process sends no letters');
  }
  close(): Promise<void> {
    return Promise.resolve();
  }
  check(): Promise<string | null> {
    return Promise.resolve(null);
  }
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.message || ('code' in error ? String(error.code) : error.name);
}
