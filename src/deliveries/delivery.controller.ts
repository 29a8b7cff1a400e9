import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Admin } from '../accounts/admin.js';
import { Allow } from '../accounts/allow.decorator.js';
import { CurrentAdmin } from '../accounts/current-admin.decorator.js';
import { Answers } from '../http/answers.decorator.js';
import { Clock } from '../schedule/clock.js';
import { DeliveryDetailReader } from './delivery-detail.reader.js';
import { DeliveryReader } from './delivery.reader.js';
import {
  decided,
  type Decided,
  type Decisions,
  decisions,
  type DeliveriesQuery,
  deliveriesQuery,
  deliveryDetail,
  type DeliveryDetail,
  deliveryPage,
  type DeliveryPage,
  deliveryParams,
  deskCounts,
  type DeskCounts,
} from './delivery.schema.js';
import { DoubtDeskService } from './doubt-desk.service.js';

@Controller('api/admin/deliveries')
@ApiTags('deliveries')
export class DeliveryController {
  constructor(
    private readonly reader: DeliveryReader,
    private readonly details: DeliveryDetailReader,
    private readonly desk: DoubtDeskService,
    private readonly clock: Clock,
  ) {}

  @Get()
  @Allow('read')
  @Answers(deliveryPage)
  page(
    @Query({ schema: deliveriesQuery }) query: DeliveriesQuery,
    @CurrentAdmin() admin: Admin,
  ): Promise<DeliveryPage> {
    return this.reader.page(query, admin, this.clock.now());
  }

  @Get('desk')
  @Allow('read')
  @Answers(deskCounts)
  counts(): Promise<DeskCounts> {
    return this.reader.desk();
  }

  @Post('decisions')
  @Allow('deliveries.decide')
  @Answers(decided)
  decide(@Body({ schema: decisions }) body: Decisions, @CurrentAdmin() admin: Admin): Promise<Decided> {
    return this.desk.decide(body, admin, this.clock.now());
  }

  @Get(':subscriberId/:id')
  @Allow('read')
  @Answers(deliveryDetail)
  detail(
    @Param('subscriberId', { schema: deliveryParams.subscriberId }) subscriberId: string,
    @Param('id', { schema: deliveryParams.id }) id: string,
    @CurrentAdmin() admin: Admin,
  ): Promise<DeliveryDetail> {
    return this.details.read(subscriberId, id, admin);
  }
}
