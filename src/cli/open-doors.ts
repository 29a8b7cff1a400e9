import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import type { Ground } from '../ground.module.js';
import { HouseModule, type Roles } from '../house.module.js';
import { prepareHttp } from '../http/http-app.js';
import type { Closing } from './closing.js';
import { HouseLogger } from './house-logger.js';

/**
 * Puts the house together on its ground, lets `prepare` work in it behind closed doors, then opens the doors of its roles:
 * the site listens, the heart beats. Gives what `prepare` gave. Closing it drains.
 */
export async function openDoors<T>(
  ground: Ground,
  roles: Roles,
  closing: Closing,
  prepare: (rooms: NestExpressApplication) => Promise<T>,
): Promise<T> {
  const { config } = ground;
  const logger = new HouseLogger(config.settings.LOG_LEVEL);
  closing.add(() => ground.transport.close()); // a site without a worker asks the mail server too, for /readyz
  const app = await NestFactory.create<NestExpressApplication>(HouseModule.of(ground, roles), {
    bodyParser: false,
    logger,
    abortOnError: false,
  });
  closing.add(() => app.close());
  const prepared = await prepare(app);
  if (roles.web) {
    prepareHttp(app, config);
    await app.listen(config.settings.PORT, config.settings.HOST);
  } else {
    await app.init();
  }
  return prepared;
}
