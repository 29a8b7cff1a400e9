import { Controller, Get, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Allow } from '../accounts/allow.decorator.js';
import { Answers } from '../http/answers.decorator.js';
import { Clock } from '../schedule/clock.js';
import { ServicesReader } from './services.reader.js';
import { TodayReader } from './today.reader.js';
import {
  servicesView,
  type ServicesView,
  todayQuery,
  type TodayQuery,
  todayView,
  type TodayView,
} from './today.schema.js';

@Controller('api/admin/today')
@ApiTags('today')
export class TodayController {
  constructor(
    private readonly today: TodayReader,
    private readonly services: ServicesReader,
    private readonly clock: Clock,
  ) {}

  @Get()
  @Allow('read')
  @Answers(todayView)
  view(@Query({ schema: todayQuery }) { zone }: TodayQuery): Promise<TodayView> {
    return this.today.view(zone, this.clock.now());
  }

  /** Asked apart: a mail server may take its time to answer. */
  @Get('services')
  @Allow('read')
  @Answers(servicesView)
  neighbours(): Promise<ServicesView> {
    return this.services.view();
  }
}
