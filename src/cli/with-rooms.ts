import type { INestApplicationContext } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { HouseModule } from '../house.module.js';
import { keepSecrets } from '../links/kept-secrets.js';
import { Clock, SystemClock } from '../schedule/clock.js';
import { HouseLogger } from './house-logger.js';
import { configFromEnvironment, NoTransport, openDatabase } from './opened-house.js';

/** The house's rooms for one command, beside a running server or alone; nothing listens, nothing beats, nothing is sent. */
export async function withRooms<T>(work: (rooms: INestApplicationContext, now: Date) => Promise<T>): Promise<T> {
  const config = configFromEnvironment();
  const database = await openDatabase(config);
  try {
    const secrets = await keepSecrets(database.dataSource, config);
    const ground = { config, clock: new SystemClock(), dataSource: database.dataSource, transport: new NoTransport(), ...secrets };
    const rooms = await NestFactory.createApplicationContext(HouseModule.of(ground, { web: false, worker: false, heartbeatMs: null }), {
      logger: new HouseLogger(config.settings.LOG_LEVEL),
      abortOnError: false,
    });
    try {
      return await work(rooms, rooms.get(Clock).now());
    } finally {
      await rooms.close();
    }
  } finally {
    await database.close();
  }
}
