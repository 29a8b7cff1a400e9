import { Controller, Get, Header, Req } from '@nestjs/common';
import type { Request } from 'express';
import { MetricsReader } from './metrics.reader.js';

/** Prometheus text; for this machine, or with METRICS_TOKEN (rule 42). */
@Controller()
export class MetricsController {
  constructor(private readonly metrics: MetricsReader) {}

  @Get('metrics')
  @Header('Content-Type', 'text/plain; version=0.0.4; charset=utf-8')
  @Header('Cache-Control', 'no-store')
  show(@Req() request: Request): Promise<string> {
    this.metrics.admit({
      address: request.ip ?? '',
      viaUnknownProxy: request.get('x-forwarded-for') !== undefined && request.ip === request.socket.remoteAddress,
      authorization: request.get('authorization') ?? '',
    });
    return this.metrics.text();
  }
}
