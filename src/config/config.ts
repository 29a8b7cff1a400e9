import { resolve } from 'node:path';
import { configSchema, type Settings } from './config.schema.js';
import { isLoopback } from './loopback.js';

/** Settings as given, and what follows from them. Immutable after start. */
export abstract class Config {
  abstract readonly settings: Readonly<Settings>;
  /** Names that the environment sets; the others have their default, or what the settings page says. */
  abstract readonly given: ReadonlySet<string>;
  /** Origin readers know the site by, without a trailing slash. */
  abstract readonly publicUrl: string;
  /** Absolute path. */
  abstract readonly dataDir: string;
}

/** A setting that stops the start: the message names variable, value and what is expected. Secrets are never shown. */
export class ConfigFault extends Error {
  constructor(readonly faults: readonly string[]) {
    super(faults.join('\n'));
    this.name = 'ConfigFault';
  }
}

const secretNames = new Set(['DATABASE_URL', 'SMTP_URL', 'SECRET', 'LISTEN_DATABASE_URL', 'METRICS_TOKEN']);

/** Reads and checks the environment. Empty values count as absent, as in compose files. Throws ConfigFault. */
export function readConfig(environment: Readonly<Record<string, string | undefined>>): Config {
  const given = Object.fromEntries(
    Object.keys(configSchema.shape)
      .map((name) => [name, environment[name]?.trim()] as const)
      .filter(([, value]) => value !== undefined && value !== ''),
  );
  const reading = configSchema.safeParse(given);
  if (!reading.success) {
    throw new ConfigFault(
      reading.error.issues.map((issue) => {
        const name = String(issue.path[0]);
        const value = secretNames.has(name) ? '(not shown)' : JSON.stringify(given[name]);
        const meant = configSchema.shape[name as keyof Settings].description ?? '';
        return `${name} is ${value}, expected ${expectation(issue.message, name)}. ${meant}`.trim();
      }),
    );
  }
  const settings = reading.data;
  const publicUrl = (settings.PUBLIC_URL ?? `http://localhost:${settings.PORT}`).replace(/\/+$/, '');
  const faults = publicFaults(publicUrl, given);
  if (faults.length > 0) throw new ConfigFault(faults);
  return { settings, given: new Set(Object.keys(given)), publicUrl, dataDir: resolve(settings.DATA_DIR) };
}

/** Rule 36: a site that others can reach needs a real mail server, a sender and a postal address. */
function publicFaults(publicUrl: string, given: Record<string, string | undefined>): string[] {
  if (isLoopback(new URL(publicUrl).hostname)) return [];
  return (['SMTP_URL', 'MAIL_FROM', 'POSTAL_ADDRESS'] as const)
    .filter((name) => given[name] === undefined)
    .map((name) => `${name} is not set, but PUBLIC_URL is ${publicUrl}: ${configSchema.shape[name].description}`);
}

/** What start-up says aloud without stopping. */
export function configWarnings(config: Config): string[] {
  const { protocol, hostname } = new URL(config.publicUrl);
  return protocol === 'http:' && !isLoopback(hostname)
    ? [`PUBLIC_URL is ${config.publicUrl}: links in letters would travel unencrypted; use https.`]
    : [];
}

/** zod's own sentences begin with "Invalid input: expected …": only what is expected is ours to repeat. */
function expectation(message: string, name: string): string {
  if (name === 'PORT' || name === 'INBOX_PORT') return 'a whole number from 0 to 65535';
  return message.replace(/^Invalid input: expected /, '').replace(/^Invalid option: expected /, '');
}
