import { Body, Controller, Delete, Get, HttpCode, Param, Post, Put } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Admin } from '../accounts/admin.js';
import { Allow } from '../accounts/allow.decorator.js';
import { CurrentAdmin } from '../accounts/current-admin.decorator.js';
import { Answers } from '../http/answers.decorator.js';
import { Clock } from '../schedule/clock.js';
import {
  newSender,
  type NewSender,
  senderEdit,
  type SenderEdit,
  senderId,
  sendersView,
  type SendersView,
} from './sender.schema.js';
import { SenderService } from './sender.service.js';
import { SendersReader } from './senders.reader.js';

@Controller('api/admin/senders')
@ApiTags('settings')
export class SenderController {
  constructor(
    private readonly reader: SendersReader,
    private readonly senders: SenderService,
    private readonly clock: Clock,
  ) {}

  @Get()
  @Allow('read')
  @Answers(sendersView)
  list(): Promise<SendersView> {
    return this.reader.view();
  }

  @Post()
  @HttpCode(200)
  @Allow('settings.write')
  @Answers(sendersView)
  add(@Body({ schema: newSender }) sender: NewSender, @CurrentAdmin() admin: Admin): Promise<SendersView> {
    return this.senders.add(sender, admin, this.clock.now());
  }

  @Put(':id')
  @Allow('settings.write')
  @Answers(sendersView)
  change(
    @Param('id', { schema: senderId }) id: string,
    @Body({ schema: senderEdit }) edit: SenderEdit,
    @CurrentAdmin() admin: Admin,
  ): Promise<SendersView> {
    return this.senders.edit(id, edit, admin, this.clock.now());
  }

  @Post(':id/default')
  @HttpCode(200)
  @Allow('settings.write')
  @Answers(sendersView)
  makeDefault(@Param('id', { schema: senderId }) id: string, @CurrentAdmin() admin: Admin): Promise<SendersView> {
    return this.senders.makeDefault(id, admin, this.clock.now());
  }

  @Delete(':id')
  @Allow('settings.write')
  @Answers(sendersView)
  remove(@Param('id', { schema: senderId }) id: string, @CurrentAdmin() admin: Admin): Promise<SendersView> {
    return this.senders.remove(id, admin, this.clock.now());
  }
}
