import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import type { Admin } from '../accounts/admin.js';
import { Allow } from '../accounts/allow.decorator.js';
import { CurrentAdmin } from '../accounts/current-admin.decorator.js';
import { Answers } from '../http/answers.decorator.js';
import { Clock } from '../schedule/clock.js';
import { broadcastId } from './broadcast.controller.js';
import { broadcastVersion, broadcastView, type BroadcastView } from './broadcast.schema.js';
import { ProgressReader } from './progress.reader.js';
import {
  resumeBody,
  type ResumeBody,
  sendingCheck,
  type SendingCheck,
  sendingProgress,
  type SendingProgress,
} from './sending.schema.js';
import { SendingService } from './sending.service.js';

/** The sending of a broadcast: looked at before, started, paused, resumed, stopped, watched. */
@Controller('api/admin/broadcasts/:id')
@ApiTags('broadcasts')
export class SendingController {
  constructor(
    private readonly sending: SendingService,
    private readonly progress: ProgressReader,
    private readonly clock: Clock,
  ) {}

  /** To how many it would go, and what keeps it from being sent; changes nothing. */
  @Post('check')
  @Allow('read')
  @Answers(sendingCheck)
  check(@Param('id', { schema: broadcastId }) id: string): Promise<SendingCheck> {
    return this.sending.check(id, this.clock.now());
  }

  /** At once, or at the time its plan names. */
  @Post('send')
  @Allow('broadcasts.write')
  @Answers(broadcastView)
  send(
    @Param('id', { schema: broadcastId }) id: string,
    @Body({ schema: broadcastVersion }) { version }: z.output<typeof broadcastVersion>,
    @CurrentAdmin() admin: Admin,
  ): Promise<BroadcastView> {
    return this.sending.send(id, version, admin, this.clock.now());
  }

  @Post('cancel')
  @Allow('broadcasts.write')
  @Answers(broadcastView)
  cancel(@Param('id', { schema: broadcastId }) id: string, @CurrentAdmin() admin: Admin): Promise<BroadcastView> {
    return this.sending.cancel(id, admin, this.clock.now());
  }

  @Post('pause')
  @Allow('broadcasts.write')
  @Answers(broadcastView)
  pause(@Param('id', { schema: broadcastId }) id: string, @CurrentAdmin() admin: Admin): Promise<BroadcastView> {
    return this.sending.pause(id, admin, this.clock.now());
  }

  @Post('resume')
  @Allow('broadcasts.write')
  @Answers(broadcastView)
  resume(
    @Param('id', { schema: broadcastId }) id: string,
    @Body({ schema: resumeBody }) { lateToo }: ResumeBody,
    @CurrentAdmin() admin: Admin,
  ): Promise<BroadcastView> {
    return this.sending.resume(id, lateToo, admin, this.clock.now());
  }

  /** For good. */
  @Post('stop')
  @Allow('broadcasts.write')
  @Answers(broadcastView)
  stop(@Param('id', { schema: broadcastId }) id: string, @CurrentAdmin() admin: Admin): Promise<BroadcastView> {
    return this.sending.stop(id, admin, this.clock.now());
  }

  @Get('progress')
  @Allow('read')
  @Answers(sendingProgress)
  watch(@Param('id', { schema: broadcastId }) id: string): Promise<SendingProgress> {
    return this.progress.read(id, this.clock.now());
  }
}
