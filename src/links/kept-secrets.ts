import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { link, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { DataSource } from 'typeorm';
import type { Config } from '../config/config.js';
import { keepSetting } from '../database/kept-setting.js';

/** What signs links, and what addresses are hashed with after "forget me". Shared by all processes of one house. */
export interface KeptSecrets {
  linkSecret: string;
  suppressionKey: Buffer;
}

export class ForeignSecret extends Error {}

/**
 * Gives the house's secrets, making them at the first start (rule 36): SECRET from the environment, else from DATA_DIR
 * (embedded PostgreSQL), else from the database, so that all processes share it. The suppression key always lives in the
 * database and is never rotated. Throws ForeignSecret when SECRET is not one this house has used: its links would be dead.
 * Several processes may start at once: the first one's secrets win.
 */
export async function keepSecrets(dataSource: DataSource, config: Config): Promise<KeptSecrets> {
  const suppressionKey = Buffer.from(
    await keepSetting(dataSource, 'suppression-key', randomBytes(32).toString('base64')),
    'base64',
  );
  const linkSecret =
    config.settings.SECRET ??
    (config.settings.DATABASE_URL ? await secretInDatabase(dataSource) : await secretInFolder(config));
  await checkFingerprint(dataSource, linkSecret, config.settings.SECRET !== undefined);
  return { linkSecret, suppressionKey };
}

function secretInDatabase(dataSource: DataSource): Promise<string> {
  return keepSetting(dataSource, 'link-secret', newSecret());
}

/** Written aside and linked into place, so that nobody ever reads half a secret. */
async function secretInFolder(config: Config): Promise<string> {
  const file = join(config.dataDir, 'secret');
  const draft = `${file}.${randomUUID()}`;
  if (!existsSync(file)) {
    await writeFile(draft, `${newSecret()}\n`, { mode: 0o600 });
    await link(draft, file).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'EEXIST') throw error;
    });
    await rm(draft, { force: true });
  }
  const secret = (await readFile(file, 'utf8')).trim();
  if (secret.length < 32)
    throw new ForeignSecret(`The file ${file} is damaged: it should hold a secret of 32 characters or more.`);
  return secret;
}

async function checkFingerprint(dataSource: DataSource, secret: string, isSet: boolean): Promise<void> {
  const fingerprint = createHash('sha256').update(`coursepost:fingerprint:${secret}`).digest('base64url');
  const known = await keepSetting(dataSource, 'secret-fingerprints', [fingerprint]);
  if (!known.includes(fingerprint)) {
    throw new ForeignSecret(
      `SECRET is ${isSet ? 'not the one' : 'not set, and another one is what'} this database was set up with: every link in ` +
        'letters already sent would be dead. Set SECRET to the old value (it may be in the file "secret" of the DATA_DIR of then).',
    );
  }
}

function newSecret(): string {
  return randomBytes(32).toString('base64url');
}
