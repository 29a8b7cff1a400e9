import { Controller, Get, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Answers } from '../http/answers.decorator.js';
import { Allow } from './allow.decorator.js';
import { AuditLogReader } from './audit-log.reader.js';
import {
  type AuditFilters,
  auditFilters,
  type AuditPage,
  auditPage,
  type AuditQuery,
  auditQuery,
} from './audit-log.schema.js';

@Controller('api/admin/audit')
@ApiTags('audit')
export class AuditLogController {
  constructor(private readonly reader: AuditLogReader) {}

  @Get()
  @Allow('audit.read')
  @Answers(auditPage)
  page(@Query({ schema: auditQuery }) query: AuditQuery): Promise<AuditPage> {
    return this.reader.page(query);
  }

  @Get('filters')
  @Allow('audit.read')
  @Answers(auditFilters)
  filters(): Promise<AuditFilters> {
    return this.reader.filters();
  }
}
