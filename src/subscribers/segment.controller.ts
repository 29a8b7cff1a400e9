import { Body, Controller, Delete, Get, Param, Post, Put } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import type { Admin } from '../accounts/admin.js';
import { Allow } from '../accounts/allow.decorator.js';
import { CurrentAdmin } from '../accounts/current-admin.decorator.js';
import { Answers } from '../http/answers.decorator.js';
import { Clock } from '../schedule/clock.js';
import { type Segment, segment, type SegmentBody, segmentBody, segments } from './segment.schema.js';
import { SegmentService } from './segment.service.js';

const id = z.string().regex(/^\d{1,18}$/, 'expected the id of a segment');

@Controller('api/admin/segments')
@ApiTags('subscribers')
export class SegmentController {
  constructor(
    private readonly service: SegmentService,
    private readonly clock: Clock,
  ) {}

  @Get()
  @Allow('read')
  @Answers(segments)
  list(): Promise<Segment[]> {
    return this.service.list();
  }

  @Post()
  @Allow('subscribers.write')
  @Answers(segment, 201)
  save(@Body({ schema: segmentBody }) body: SegmentBody, @CurrentAdmin() admin: Admin): Promise<Segment> {
    return this.service.save(body, admin, this.clock.now());
  }

  @Put(':id')
  @Allow('subscribers.write')
  @Answers(segment)
  change(
    @Param('id', { schema: id }) segmentId: string,
    @Body({ schema: segmentBody }) body: SegmentBody,
    @CurrentAdmin() admin: Admin,
  ): Promise<Segment> {
    return this.service.change(segmentId, body, admin, this.clock.now());
  }

  @Delete(':id')
  @Allow('subscribers.write')
  @Answers(null)
  delete(@Param('id', { schema: id }) segmentId: string, @CurrentAdmin() admin: Admin): Promise<void> {
    return this.service.delete(segmentId, admin, this.clock.now());
  }
}
