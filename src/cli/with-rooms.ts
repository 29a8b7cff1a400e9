import type { INestApplicationContext } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { HouseModule } from '../house.module.js';
import { Clock } from '../schedule/clock.js';
import { Closing } from './closing.js';
import { HouseLogger } from './house-logger.js';
import { Interrupted } from './interrupted.js';
import { configFromEnvironment } from './environment.js';
import { groundOf, NoTransport, openDatabase } from './opened-house.js';
import { stopSignal } from './stop-signal.js';

/**
 * The house's rooms for one command, beside a running server or alone; nothing listens, nothing beats, nothing is sent.
 * After Ctrl-C the transaction under way ends, no other begins, and an embedded PostgreSQL that only this command uses is
 * stopped. Throws Interrupted then.
 */
export async function withRooms<T>(work: (rooms: INestApplicationContext, now: Date) => Promise<T>): Promise<T> {
  const config = configFromEnvironment();
  const stop = stopSignal();
  const closing = new Closing();
  const interrupted = new Promise<never>((_, reject) => {
    stop.addEventListener('abort', () => reject(new Interrupted('Stopped before it was done.')), { once: true });
  });
  interrupted.catch(() => undefined); // it may come before anybody waits for it
  try {
    const database = await openDatabase(config);
    closing.add(database.close);
    const ground = await groundOf(config, database.dataSource, new NoTransport());
    const roles = { web: false, worker: false, heartbeatMs: null };
    const rooms = await NestFactory.createApplicationContext(HouseModule.of(ground, roles), {
      logger: new HouseLogger(config.settings.LOG_LEVEL),
      abortOnError: false,
    });
    closing.add(() => rooms.close());
    return await Promise.race([work(rooms, rooms.get(Clock).now()), interrupted]);
  } finally {
    await closing.closeAll();
  }
}
