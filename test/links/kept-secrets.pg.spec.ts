import { afterAll, beforeAll, beforeEach, afterEach, describe, expect, it } from '@jest/globals';
import { existsSync } from 'node:fs';
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readConfig } from '../../src/config/config.js';
import { ForeignSecret, keepSecrets } from '../../src/links/kept-secrets.js';
import { openDatabase, type TestDatabase } from '../database.js';

describe('the secrets of a house', () => {
  let database: TestDatabase;
  let folder: string;
  beforeAll(async () => {
    database = await openDatabase();
  });
  afterAll(() => database.close());
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'coursepost-secret-'));
  });
  afterEach(async () => {
    await database.dataSource.query('delete from settings');
    await rm(folder, { recursive: true });
  });

  const keep = (environment: Record<string, string> = {}) =>
    keepSecrets(database.dataSource, readConfig({ DATA_DIR: folder, ...environment }));
  const file = () => join(folder, 'secret');
  const own = (letter: string) => letter.repeat(40);

  it('are made at the first start, readable by nobody else, and found again at the next', async () => {
    const first = await keep();
    expect(first.linkSecret.length).toBeGreaterThanOrEqual(32);
    expect((await stat(file())).mode & 0o777).toBe(0o600);
    expect(await readdir(folder)).toEqual(['secret']);
    expect(await keep()).toEqual(first);
  });

  it.each([
    ['empty', ''],
    ['blank', ' \n'],
    ['short', 'half a secret\n'],
  ])('stop the start when their file is %s, and it is named and left as it is', async (_what, text) => {
    await writeFile(file(), text);
    const start = keep();
    await expect(start).rejects.toThrow(ForeignSecret);
    await expect(start).rejects.toThrow(`The file ${file()} is damaged`);
    expect(await readFile(file(), 'utf8')).toBe(text);
  });

  it('are the same for all who start at the same moment', async () => {
    const connected = () => database.dataSource.query('select pg_sleep(0.05)');
    await Promise.all(Array.from({ length: 5 }, connected)); // else the first is done before the last has a connection
    const secrets = await Promise.all(Array.from({ length: 5 }, () => keep()));
    expect(new Set(secrets.map(({ linkSecret }) => linkSecret)).size).toBe(1);
    expect(new Set(secrets.map(({ suppressionKey }) => suppressionKey.toString('hex'))).size).toBe(1);
    expect((await readFile(file(), 'utf8')).trim()).toBe(secrets[0]?.linkSecret);
    expect(await readdir(folder)).toEqual(['secret']);
  });

  it('refuse a SECRET that this house has never used, and say where the old one may be', async () => {
    await keep({ SECRET: own('a') });
    await expect(keep({ SECRET: own('b') })).rejects.toThrow(/^SECRET is not the one this database was set up with/);
    expect((await keep({ SECRET: own('a') })).linkSecret).toBe(own('a'));
  });

  it('refuse to go on with a new one when SECRET is missing all at once', async () => {
    await keep({ SECRET: own('a') });
    await expect(keep()).rejects.toThrow(/^SECRET is not set, and another one is what this database was set up with/);
  });

  it('live in the database where DATABASE_URL is set, for processes without a folder in common', async () => {
    const { linkSecret } = await keep({ DATABASE_URL: database.url });
    expect(existsSync(file())).toBe(false);
    expect(await database.dataSource.query(`select value from settings where name = 'link-secret'`)).toEqual([
      { value: linkSecret },
    ]);
    expect((await keep({ DATABASE_URL: database.url, DATA_DIR: join(folder, 'another') })).linkSecret).toBe(linkSecret);
  });
});
