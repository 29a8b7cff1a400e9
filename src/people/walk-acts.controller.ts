import { Body, Controller, Param, Post, Put } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import type { Admin } from '../accounts/admin.js';
import { Allow } from '../accounts/allow.decorator.js';
import { CurrentAdmin } from '../accounts/current-admin.decorator.js';
import { Answers } from '../http/answers.decorator.js';
import { Clock } from '../schedule/clock.js';
import {
  actDone,
  type ActDone,
  calendarBody,
  type CalendarBody,
  id,
  moveBody,
  type MoveBody,
  pauseBody,
  type PauseBody,
} from './person-acts.schema.js';
import { type WalkAct, WalkActsService } from './walk-acts.service.js';

const place = z.object({ id, enrollment: id });
type Place = z.output<typeof place>;

/** What the team does with somebody's walk through a course. */
@Controller('api/admin/subscribers/:id/enrollments/:enrollment')
@ApiTags('subscribers')
export class WalkActsController {
  constructor(
    private readonly acts: WalkActsService,
    private readonly clock: Clock,
  ) {}

  @Post('pause')
  @Allow('subscribers.write')
  @Answers(actDone)
  pause(
    @Param({ schema: place }) of: Place,
    @Body({ schema: pauseBody }) body: PauseBody,
    @CurrentAdmin() admin: Admin,
  ): Promise<ActDone> {
    return this.acts.pause(this.act(of, admin), body);
  }

  @Post('resume')
  @Allow('subscribers.write')
  @Answers(actDone)
  resume(@Param({ schema: place }) of: Place, @CurrentAdmin() admin: Admin): Promise<ActDone> {
    return this.acts.resume(this.act(of, admin));
  }

  @Post('leave')
  @Allow('subscribers.write')
  @Answers(actDone)
  leave(@Param({ schema: place }) of: Place, @CurrentAdmin() admin: Admin): Promise<ActDone> {
    return this.acts.leave(this.act(of, admin));
  }

  @Put('calendar')
  @Allow('subscribers.write')
  @Answers(actDone)
  calendar(
    @Param({ schema: place }) of: Place,
    @Body({ schema: calendarBody }) body: CalendarBody,
    @CurrentAdmin() admin: Admin,
  ): Promise<ActDone> {
    return this.acts.calendar(this.act(of, admin), body);
  }

  @Post('move')
  @Allow('subscribers.write')
  @Answers(actDone)
  move(
    @Param({ schema: place }) of: Place,
    @Body({ schema: moveBody }) body: MoveBody,
    @CurrentAdmin() admin: Admin,
  ): Promise<ActDone> {
    return this.acts.move(this.act(of, admin), body);
  }

  /** Sends a letter of this walk once more: a repeat, which counts for no rule. */
  @Post('letters/:delivery/repeat')
  @Allow('subscribers.write')
  @Answers(actDone)
  sendAgain(
    @Param({ schema: place.extend({ delivery: id }) }) of: Place & { delivery: string },
    @CurrentAdmin() admin: Admin,
  ): Promise<ActDone> {
    return this.acts.sendAgain(this.act(of, admin), of.delivery);
  }

  private act({ id: subscriberId, enrollment }: Place, admin: Admin): WalkAct {
    return { subscriberId, enrollmentId: enrollment, admin, now: this.clock.now() };
  }
}
