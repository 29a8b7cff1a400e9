import { Body, Controller, Delete, Get, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Answers } from '../http/answers.decorator.js';
import { Clock } from '../schedule/clock.js';
import type { Admin } from './admin.js';
import { Allow } from './allow.decorator.js';
import { apiKeys, madeApiKey, type NewApiKey, newApiKey } from './api-key.schema.js';
import { ApiKeyService } from './api-key.service.js';
import { CurrentAdmin } from './current-admin.decorator.js';
import { ShownOnce } from './shown-once.decorator.js';
import { rowId } from './team.schema.js';

@Controller('api/admin/keys')
@ApiTags('team')
export class ApiKeyController {
  constructor(
    private readonly keys: ApiKeyService,
    private readonly clock: Clock,
  ) {}

  @Get()
  @Allow('team.write')
  @Answers(apiKeys)
  list() {
    return this.keys.list();
  }

  @Post()
  @Allow('team.write')
  @Answers(madeApiKey, 201)
  @ShownOnce()
  make(@Body({ schema: newApiKey }) asked: NewApiKey, @CurrentAdmin() admin: Admin) {
    return this.keys.make(asked, admin, this.clock.now());
  }

  @Delete(':id')
  @Allow('team.write')
  @Answers(null)
  revoke(@Param('id', { schema: rowId }) id: string, @CurrentAdmin() admin: Admin): Promise<void> {
    return this.keys.revoke(id, admin, this.clock.now());
  }
}
