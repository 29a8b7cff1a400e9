import { Body, Controller, Delete, Get, Param, Patch, Req } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Request } from 'express';
import type { z } from 'zod';
import { Answers } from '../http/answers.decorator.js';
import { Clock } from '../schedule/clock.js';
import type { Admin } from './admin.js';
import { Allow } from './allow.decorator.js';
import { CurrentAdmin } from './current-admin.decorator.js';
import { me, type Me, meOf, newName, security, type Security } from './me.schema.js';
import { MeService } from './me.service.js';
import { personId } from './team.schema.js';

@Controller('api/admin/me')
@ApiTags('team')
export class MeController {
  constructor(
    private readonly service: MeService,
    private readonly clock: Clock,
  ) {}

  @Get()
  @Allow('read')
  @Answers(me)
  show(@CurrentAdmin() admin: Admin): Me {
    return meOf(admin);
  }

  @Patch()
  @Allow('read')
  @Answers(me)
  rename(@Body({ schema: newName }) { name }: z.infer<typeof newName>, @CurrentAdmin() admin: Admin): Promise<Me> {
    return this.service.rename(admin, name, this.clock.now());
  }

  @Get('security')
  @Allow('read')
  @Answers(security)
  security(@CurrentAdmin() admin: Admin, @Req() request: Request): Promise<Security> {
    return this.service.security(admin, request.headers);
  }

  @Delete('sessions/:id')
  @Allow('read')
  @Answers(null)
  endSession(@Param('id', { schema: personId }) id: string, @CurrentAdmin() admin: Admin): Promise<void> {
    return this.service.endSession(admin, id, this.clock.now());
  }
}
