import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import type { Admin } from '../accounts/admin.js';
import { Allow } from '../accounts/allow.decorator.js';
import { CurrentAdmin } from '../accounts/current-admin.decorator.js';
import type { PublishAnswers } from '../courses/publish-effects.js';
import { Answers } from '../http/answers.decorator.js';
import { Clock } from '../schedule/clock.js';
import { type ImpactView, impactView, publishAnswers, type TakenSlots, takenSlots } from './impact.schema.js';
import { ImpactService } from './impact.service.js';

/** What publishing would do, before it is done. */
@Controller('api/admin/courses')
@ApiTags('courses')
export class ImpactController {
  constructor(
    private readonly impact: ImpactService,
    private readonly clock: Clock,
  ) {}

  @Get(':slug/draft/impact')
  @Allow('read')
  @Answers(impactView)
  view(
    @Param('slug', { schema: z.string().max(80) }) slug: string,
    @Query({ schema: publishAnswers }) answers: PublishAnswers,
    @CurrentAdmin() admin: Admin,
  ): Promise<ImpactView> {
    return this.impact.view(slug, answers, admin, this.clock.now());
  }

  @Get(':slug/draft/taken-slots')
  @Allow('read')
  @Answers(takenSlots)
  taken(@Param('slug', { schema: z.string().max(80) }) slug: string): Promise<TakenSlots> {
    return this.impact.takenSlots(slug, this.clock.now());
  }
}
