import { Body, Controller, Delete, Get, Header, Param, Patch, Post, Put } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import type { Admin } from '../accounts/admin.js';
import { Allow } from '../accounts/allow.decorator.js';
import { CurrentAdmin } from '../accounts/current-admin.decorator.js';
import { Answers } from '../http/answers.decorator.js';
import { Clock } from '../schedule/clock.js';
import { tagName } from '../subscribers/subscriber-list.schema.js';
import { EnrollingService } from './enrolling.service.js';
import { FarewellService } from './farewell.service.js';
import {
  actDone,
  type ActDone,
  added,
  type Added,
  enrollBody,
  type EnrollBody,
  id,
  newSubscriber,
  type NewSubscriber,
  noteBody,
  type NoteBody,
  personEdit,
  type PersonEdit,
} from './person-acts.schema.js';
import { PersonActsService } from './person-acts.service.js';

/** What the team does with a person; every route is one transaction and a line in the audit log. */
@Controller('api/admin/subscribers')
@ApiTags('subscribers')
export class PersonActsController {
  constructor(
    private readonly acts: PersonActsService,
    private readonly enrolling: EnrollingService,
    private readonly farewell: FarewellService,
    private readonly clock: Clock,
  ) {}

  @Post()
  @Allow('subscribers.write')
  @Answers(added, 201)
  add(@Body({ schema: newSubscriber }) body: NewSubscriber, @CurrentAdmin() admin: Admin): Promise<Added> {
    return this.enrolling.add(body, admin, this.clock.now());
  }

  @Patch(':id')
  @Allow('subscribers.write')
  @Answers(actDone)
  edit(
    @Param('id', { schema: id }) subscriber: string,
    @Body({ schema: personEdit }) body: PersonEdit,
    @CurrentAdmin() admin: Admin,
  ): Promise<ActDone> {
    return this.acts.edit(subscriber, body, admin, this.clock.now());
  }

  /** For good. What is kept is a keyed hash of the address, so that nobody writes to it again. */
  @Delete(':id')
  @Allow('subscribers.write')
  @Answers(actDone)
  erase(@Param('id', { schema: id }) subscriber: string, @CurrentAdmin() admin: Admin): Promise<ActDone> {
    return this.farewell.erase(subscriber, admin, this.clock.now());
  }

  @Post(':id/enrollments')
  @Allow('subscribers.write')
  @Answers(actDone)
  enroll(
    @Param('id', { schema: id }) subscriber: string,
    @Body({ schema: enrollBody }) body: EnrollBody,
    @CurrentAdmin() admin: Admin,
  ): Promise<ActDone> {
    return this.enrolling.enroll(subscriber, body, admin, this.clock.now());
  }

  @Put(':id/tags/:tag')
  @Allow('subscribers.write')
  @Answers(actDone)
  tag(
    @Param('id', { schema: id }) subscriber: string,
    @Param('tag', { schema: tagName }) tag: string,
    @CurrentAdmin() admin: Admin,
  ): Promise<ActDone> {
    return this.acts.tag(subscriber, tag, admin, this.clock.now());
  }

  @Delete(':id/tags/:tag')
  @Allow('subscribers.write')
  @Answers(actDone)
  untag(
    @Param('id', { schema: id }) subscriber: string,
    @Param('tag', { schema: tagName }) tag: string,
    @CurrentAdmin() admin: Admin,
  ): Promise<ActDone> {
    return this.acts.untag(subscriber, tag, admin, this.clock.now());
  }

  @Post(':id/unsubscribe')
  @Allow('subscribers.write')
  @Answers(actDone)
  unsubscribe(@Param('id', { schema: id }) subscriber: string, @CurrentAdmin() admin: Admin): Promise<ActDone> {
    return this.farewell.everything(subscriber, admin, this.clock.now());
  }

  @Delete(':id/newsletter')
  @Allow('subscribers.write')
  @Answers(actDone)
  leaveNewsletter(@Param('id', { schema: id }) subscriber: string, @CurrentAdmin() admin: Admin): Promise<ActDone> {
    return this.farewell.newsletter(subscriber, admin, this.clock.now());
  }

  @Put(':id/suppression')
  @Allow('suppressions.write')
  @Answers(actDone)
  suppress(
    @Param('id', { schema: id }) subscriber: string,
    @Body({ schema: noteBody }) { note }: NoteBody,
    @CurrentAdmin() admin: Admin,
  ): Promise<ActDone> {
    return this.acts.suppress(subscriber, note, admin, this.clock.now());
  }

  @Post(':id/suppression/lift')
  @Allow('suppressions.write')
  @Answers(actDone)
  lift(
    @Param('id', { schema: id }) subscriber: string,
    @Body({ schema: noteBody }) { note }: NoteBody,
    @CurrentAdmin() admin: Admin,
  ): Promise<ActDone> {
    return this.acts.lift(subscriber, note, admin, this.clock.now());
  }

  /** Everything kept about the person, as they themselves would download it. */
  @Get(':id/export')
  @Allow('subscribers.write')
  @Answers(z.record(z.string(), z.unknown()))
  @Header('Content-Disposition', 'attachment; filename="subscriber.json"')
  export(
    @Param('id', { schema: id }) subscriber: string,
    @CurrentAdmin() admin: Admin,
  ): Promise<Record<string, unknown>> {
    return this.farewell.kept(subscriber, admin, this.clock.now());
  }
}
