import { Body, Controller, Delete, Get, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import type { Admin } from '../accounts/admin.js';
import { Allow } from '../accounts/allow.decorator.js';
import { CurrentAdmin } from '../accounts/current-admin.decorator.js';
import { Answers } from '../http/answers.decorator.js';
import { Clock } from '../schedule/clock.js';
import { draftView, newCourse, presence, simulation, simulationRequest, visit } from './draft.schema.js';
import { NewCourseService } from './new-course.service.js';
import { PresenceService } from './presence.service.js';
import { SimulationService } from './simulation.service.js';

/** Around the draft: a new course, what readers would get, who else is here. */
@Controller('api/admin/courses')
@ApiTags('courses')
export class EditingController {
  constructor(
    private readonly courses: NewCourseService,
    private readonly simulations: SimulationService,
    private readonly presence: PresenceService,
    private readonly clock: Clock,
  ) {}

  @Post()
  @Allow('courses.write')
  @Answers(draftView, 201)
  create(@Body({ schema: newCourse }) { slug, name }: z.output<typeof newCourse>, @CurrentAdmin() admin: Admin) {
    return this.courses.create(slug, name, admin, this.clock.now());
  }

  @Delete(':slug')
  @Allow('courses.write')
  @Answers(null)
  async remove(@Param('slug') slug: string, @CurrentAdmin() admin: Admin) {
    await this.courses.remove(slug, admin, this.clock.now());
  }

  @Post(':slug/draft/simulation')
  @Allow('read')
  @Answers(simulation)
  simulate(
    @Param('slug') slug: string,
    @Body({ schema: simulationRequest }) request: z.output<typeof simulationRequest>,
  ) {
    return this.simulations.simulate(slug, request);
  }

  @Get(':slug/draft/presence')
  @Allow('read')
  @Answers(presence)
  others(@Param('slug') slug: string, @CurrentAdmin() admin: Admin) {
    return this.presence.others(slug, admin, this.clock.now());
  }

  @Post(':slug/draft/presence')
  @Allow('read')
  @Answers(presence)
  beat(
    @Param('slug') slug: string,
    @Body({ schema: visit }) { lesson }: z.output<typeof visit>,
    @CurrentAdmin() admin: Admin,
  ) {
    return this.presence.beat(slug, admin, lesson, this.clock.now());
  }
}
