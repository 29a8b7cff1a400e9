import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import type { Admin } from '../accounts/admin.js';
import { Allow } from '../accounts/allow.decorator.js';
import { CurrentAdmin } from '../accounts/current-admin.decorator.js';
import { Answers } from '../http/answers.decorator.js';
import { Clock } from '../schedule/clock.js';
import { given, giveRequest, revisionPath, skippedLessons } from './give-after-all.schema.js';
import { GiveAfterAllService } from './give-after-all.service.js';

/** Lessons that people skip because of a publish, and giving them after all. */
@Controller('api/admin/courses/:slug/revisions/:number')
@ApiTags('courses')
export class GiveAfterAllController {
  constructor(
    private readonly giving: GiveAfterAllService,
    private readonly clock: Clock,
  ) {}

  @Get('skipped')
  @Allow('read')
  @Answers(skippedLessons)
  async skipped(@Param('slug') slug: string, @Param('number', { schema: revisionPath }) number: number) {
    const items = await this.giving.skippedBy(slug, number);
    return { items: items.map(({ key, people, open }) => ({ lesson: key, people, open })) };
  }

  @Post('give-after-all')
  @Allow('courses.publish')
  @Answers(given)
  give(
    @Param('slug') slug: string,
    @Param('number', { schema: revisionPath }) number: number,
    @Body({ schema: giveRequest }) { lesson }: z.output<typeof giveRequest>,
    @CurrentAdmin() admin: Admin,
  ) {
    return this.giving.give(slug, number, lesson, admin.actor, this.clock.now());
  }
}
