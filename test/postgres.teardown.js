import { rm } from 'node:fs/promises';
import { removeEmbeddedPostgres } from '../dist/src/database/embedded-postgres.js';

export default async function tearDown() {
  const { postgres, dataDir } = globalThis.testPostgres;
  await postgres.stop();
  await removeEmbeddedPostgres({ dataDir });
  await rm(dataDir, { recursive: true, force: true });
}
