import { Controller, Get } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Answers } from '../http/answers.decorator.js';
import type { Admin } from './admin.js';
import { Allow } from './allow.decorator.js';
import { CurrentAdmin } from './current-admin.decorator.js';
import { me, type Me } from './me.schema.js';

@Controller('api/admin/me')
@ApiTags('team')
export class MeController {
  @Get()
  @Allow('read')
  @Answers(me)
  show(@CurrentAdmin() { id, name, email, role, permissions }: Admin): Me {
    return { id, name, email, role, permissions: [...permissions] };
  }
}
