import { Controller, Get } from '@nestjs/common';
import { HealthCheckService } from '@nestjs/terminus';
import { HealthReader } from './health.reader.js';

/** For load balancers and service managers: /healthz says that the process lives, /readyz that it can work. */
@Controller()
export class HealthController {
  constructor(
    private readonly health: HealthCheckService,
    private readonly reader: HealthReader,
  ) {}

  @Get('healthz')
  alive() {
    return { status: 'ok' };
  }

  @Get('readyz')
  ready() {
    return this.health.check([
      () => this.reader.database(),
      () => this.reader.migrations(),
      () => this.reader.mailServer(),
    ]);
  }
}
