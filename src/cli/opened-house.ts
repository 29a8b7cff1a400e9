import { readFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import type { DataSource } from 'typeorm';
import { type Config, ConfigFault } from '../config/config.js';
import { openDataSource } from '../database/data-source.js';
import { type EmbeddedPostgres, startEmbeddedPostgres } from '../database/embedded-postgres.js';
import { migrate, missingMigrations, refuseNewerSchema, SchemaTooNew } from '../database/migrate.js';
import type { Ground } from '../ground.module.js';
import { keepSecrets } from '../links/kept-secrets.js';
import { type DkimKey, readDkimKey } from '../mail/dkim-key.js';
import { dkimNames, houseSigningDomain } from '../mail/dkim-names.js';
import { MailTransport } from '../mail/mail-transport.js';
import { SigningTransport } from '../mail/signing-transport.js';
import { SmtpTransport } from '../mail/smtp-transport.js';
import { readSmtpUrl } from '../mail/smtp-url.js';
import { Clock, SystemClock } from '../schedule/clock.js';
import { Closing } from './closing.js';
import { watchOver } from './postgres-watch.js';

/** The database of a process: your own by DATABASE_URL, or the embedded one, found by DATA_DIR, started if nobody runs it. */
export interface OpenedDatabase {
  dataSource: DataSource;
  /** A direct connection for LISTEN; null: DATABASE_URL may be a pooler, and no LISTEN_DATABASE_URL is set (rule 39). */
  listenUrl: string | null;
  /** What start-up says of it; no password. */
  saying: string;
  /** Names of the migrations that were run now. */
  migrated: string[];
  /** Gives the embedded PostgreSQL back: its last user's call stops it. A second call does nothing. */
  close(): Promise<void>;
}

export interface DatabaseOptions {
  /** Workers and web wait for another process to migrate (rule 39). */
  waitForSchema?: boolean;
  /** false: fast and forgetful, for throw-away data. */
  durable?: boolean;
  /** Start the embedded PostgreSQL again should it die while this process runs. */
  watch?: boolean;
  /** Ends the waiting for the schema. */
  stop?: AbortSignal;
}

/** Opens and migrates. Throws in plain words, naming DATABASE_URL where that is what is wrong. */
export async function openDatabase(config: Config, options: DatabaseOptions = {}): Promise<OpenedDatabase> {
  const { DATABASE_URL, LISTEN_DATABASE_URL } = config.settings;
  const closing = new Closing();
  try {
    const embedded = DATABASE_URL ? null : await openEmbedded(config, options, closing);
    const url = DATABASE_URL ?? embedded?.url ?? '';
    const dataSource = await openDataSource(url);
    closing.add(() => dataSource.destroy());
    const migrated = options.waitForSchema ? await waitForSchema(dataSource, options.stop) : await migrate(dataSource);
    const { host, pathname } = new URL(url);
    return {
      dataSource,
      listenUrl: LISTEN_DATABASE_URL ?? embedded?.url ?? null,
      saying: embedded
        ? `embedded PostgreSQL, data in ${config.dataDir}`
        : `PostgreSQL at ${host}${pathname} (DATABASE_URL)`,
      migrated,
      close: () => closing.closeAll(),
    };
  } catch (error) {
    await closing.closeAll();
    if (DATABASE_URL === undefined || error instanceof SchemaTooNew) throw error;
    throw new Error(`DATABASE_URL: ${reasonOf(error)}`, { cause: error });
  }
}

async function openEmbedded(config: Config, options: DatabaseOptions, closing: Closing): Promise<EmbeddedPostgres> {
  const embedded = await startEmbeddedPostgres({ dataDir: config.dataDir, durable: options.durable ?? true });
  closing.add(() => embedded.stop());
  if (options.watch) closing.add(watchOver(embedded));
  return embedded;
}

async function waitForSchema(dataSource: DataSource, stop: AbortSignal | undefined): Promise<string[]> {
  await refuseNewerSchema(dataSource);
  for (let waited = 0; !stop?.aborted && (await missingMigrations(dataSource)).length > 0; waited++) {
    if (waited === 0) process.stdout.write('Waiting for the database to be migrated (coursepost migrate) …\n');
    await pause(1_000, undefined, { ...(stop ? { signal: stop } : {}) }).catch(() => undefined);
  }
  await refuseNewerSchema(dataSource);
  return [];
}

/** The ground a process stands on. */
export async function groundOf(
  config: Config,
  dataSource: DataSource,
  transport: MailTransport,
  clock: Clock = new SystemClock(),
): Promise<Ground> {
  const secrets = await keepSecrets(dataSource, config);
  return { config, clock, dataSource, transport, ...secrets };
}

/** Throws ConfigFault for an SMTP_URL that cannot be used. */
export function transportTo(config: Config, smtpUrl: string): MailTransport {
  const server = readSmtpUrl(smtpUrl);
  if ('problem' in server) throw new ConfigFault([server.problem]);
  const transport = new SmtpTransport({ server, connections: config.settings.SEND_CONNECTIONS });
  const keys = dkimKeys(config);
  return keys.length === 0 ? transport : new SigningTransport(transport, keys, houseSigningDomain(config.settings));
}

/** Reads the key files. Throws ConfigFault that names setting and file: a house that should sign never starts unsigned. */
function dkimKeys({ settings }: Config): DkimKey[] {
  const { DKIM_KEYS, DKIM_DOMAIN } = settings;
  if (DKIM_KEYS === undefined && DKIM_DOMAIN !== undefined) {
    throw new ConfigFault(['DKIM_DOMAIN is set, but DKIM_KEYS is not: letters would leave unsigned.']);
  }
  return dkimNames(settings).map(({ selector, domain, file }) => {
    let pem: string;
    try {
      pem = readFileSync(file, 'utf8');
    } catch (error) {
      throw new ConfigFault([`DKIM_KEYS: ${file} cannot be read (${reasonOf(error)}).`]);
    }
    const key = readDkimKey(domain, selector, pem);
    if ('problem' in key) throw new ConfigFault([`DKIM_KEYS: ${key.problem}`]);
    return key;
  });
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
