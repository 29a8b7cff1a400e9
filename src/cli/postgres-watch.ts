import { Logger } from '@nestjs/common';
import type { EmbeddedPostgres } from '../database/embedded-postgres.js';

const everyMs = 1_000;

/**
 * Starts the embedded PostgreSQL again whenever it has died (killed, out of memory): nobody else would, and everything
 * waits for it. Looks every second, in real time; a failure is said once and tried again. Gives what ends the watch.
 */
export function watchOver(postgres: Pick<EmbeddedPostgres, 'revive'>): () => Promise<void> {
  const log = new Logger('postgres');
  let looking: Promise<void> | null = null;
  let failing = false;
  const look = async () => {
    try {
      if (await postgres.revive()) log.warn('the embedded PostgreSQL had died and was started again');
      failing = false;
    } catch (error) {
      if (!failing) log.error(error instanceof Error ? error.message : String(error));
      failing = true;
    }
  };
  const timer = setInterval(() => {
    looking ??= look().finally(() => (looking = null));
  }, everyMs);
  return async () => {
    clearInterval(timer);
    await looking;
  };
}
