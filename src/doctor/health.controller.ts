import { Controller, Get, Res, ServiceUnavailableException } from '@nestjs/common';
import { HealthCheckService } from '@nestjs/terminus';
import type { Response } from 'express';
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

  /** 200, or 503 with what is down. The house's filter would make "our fault" of it, and say nothing. */
  @Get('readyz')
  async ready(@Res({ passthrough: true }) response: Response): Promise<object> {
    const checks = [() => this.reader.database(), () => this.reader.migrations(), () => this.reader.mailServer()];
    return this.health.check(checks).catch((error: unknown) => {
      if (!(error instanceof ServiceUnavailableException)) throw error;
      response.status(503);
      return error.getResponse() as object;
    });
  }
}
