import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import type { Admin } from '../accounts/admin.js';
import { Allow } from '../accounts/allow.decorator.js';
import { CurrentAdmin } from '../accounts/current-admin.decorator.js';
import { Answers } from '../http/answers.decorator.js';
import { Clock } from '../schedule/clock.js';
import {
  bulkBody,
  type BulkBody,
  bulkCount,
  bulkCountBody,
  bulkResumeBody,
  type BulkResumeBody,
  bulkRun,
  type BulkRun,
  bulkRuns,
} from './bulk.schema.js';
import { BulkService } from './bulk.service.js';
import { id } from './person-acts.schema.js';

/** Work on many people at once. */
@Controller('api/admin/bulk')
@ApiTags('subscribers')
export class BulkController {
  constructor(
    private readonly bulk: BulkService,
    private readonly clock: Clock,
  ) {}

  @Get()
  @Allow('read')
  @Answers(bulkRuns)
  latest(): Promise<BulkRun[]> {
    return this.bulk.latest(this.clock.now());
  }

  @Get(':id')
  @Allow('read')
  @Answers(bulkRun)
  run(@Param('id', { schema: id }) run: string): Promise<BulkRun> {
    return this.bulk.byId(run, this.clock.now());
  }

  /** How many it would be, to the last; changes nothing. */
  @Post('count')
  @Allow('read')
  @Answers(bulkCount)
  count(@Body({ schema: bulkCountBody }) { people }: z.output<typeof bulkCountBody>): Promise<{ people: number }> {
    return this.bulk.count(people, this.clock.now());
  }

  @Post()
  @Allow('subscribers.write')
  @Answers(bulkRun, 202)
  start(@Body({ schema: bulkBody }) body: BulkBody, @CurrentAdmin() admin: Admin): Promise<BulkRun> {
    return this.bulk.start(body, admin, this.clock.now());
  }

  @Post(':id/stop')
  @Allow('subscribers.write')
  @Answers(bulkRun)
  stop(@Param('id', { schema: id }) run: string, @CurrentAdmin() admin: Admin): Promise<BulkRun> {
    return this.bulk.stop(run, admin, this.clock.now());
  }

  @Post(':id/resume')
  @Allow('subscribers.write')
  @Answers(bulkRun)
  resume(
    @Param('id', { schema: id }) run: string,
    @Body({ schema: bulkResumeBody }) body: BulkResumeBody,
    @CurrentAdmin() admin: Admin,
  ): Promise<BulkRun> {
    return this.bulk.resume(run, body, admin, this.clock.now());
  }

  /** Takes back what it has changed, where that is possible. */
  @Post(':id/undo')
  @Allow('subscribers.write')
  @Answers(bulkRun, 202)
  undo(@Param('id', { schema: id }) run: string, @CurrentAdmin() admin: Admin): Promise<BulkRun> {
    return this.bulk.undo(run, admin, this.clock.now());
  }
}
