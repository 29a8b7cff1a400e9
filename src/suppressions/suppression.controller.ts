import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Admin } from '../accounts/admin.js';
import { Allow } from '../accounts/allow.decorator.js';
import { CurrentAdmin } from '../accounts/current-admin.decorator.js';
import { ShownOnce } from '../accounts/shown-once.decorator.js';
import { Answers } from '../http/answers.decorator.js';
import { Clock } from '../schedule/clock.js';
import {
  hashParam,
  lifting,
  type Lifting,
  newSuppression,
  type NewSuppression,
  suppressionAnswer,
  type SuppressionAnswer,
  suppressionMade,
  type SuppressionMade,
  suppressionPage,
  type SuppressionPage,
  suppressionQuestion,
  type SuppressionQuestion,
  suppressionsQuery,
  type SuppressionsQuery,
} from './suppression.schema.js';
import { SuppressionDeskService } from './suppression-desk.service.js';

@Controller('api/admin/suppressions')
@ApiTags('suppressions')
export class SuppressionController {
  constructor(
    private readonly desk: SuppressionDeskService,
    private readonly clock: Clock,
  ) {}

  @Get()
  @Allow('read')
  @Answers(suppressionPage)
  page(@Query({ schema: suppressionsQuery }) query: SuppressionsQuery): Promise<SuppressionPage> {
    return this.desk.page(query);
  }

  /** Asked by POST, so that the address stands in no log; changes nothing. */
  @Post('search')
  @Allow('read')
  @Answers(suppressionAnswer)
  @ShownOnce()
  async search(@Body({ schema: suppressionQuestion }) question: SuppressionQuestion): Promise<SuppressionAnswer> {
    return { found: await this.desk.find(question) };
  }

  @Post()
  @Allow('suppressions.write')
  @Answers(suppressionMade)
  add(
    @Body({ schema: newSuppression }) suppression: NewSuppression,
    @CurrentAdmin() admin: Admin,
  ): Promise<SuppressionMade> {
    return this.desk.add(suppression, admin, this.clock.now());
  }

  @Post(':hash/lift')
  @Allow('suppressions.write')
  @Answers(null)
  lift(
    @Param('hash', { schema: hashParam }) hash: string,
    @Body({ schema: lifting }) body: Lifting,
    @CurrentAdmin() admin: Admin,
  ): Promise<void> {
    return this.desk.lift(hash, body, admin, this.clock.now());
  }
}
