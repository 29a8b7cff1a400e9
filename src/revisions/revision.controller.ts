import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import type { Admin } from '../accounts/admin.js';
import { Allow } from '../accounts/allow.decorator.js';
import { CurrentAdmin } from '../accounts/current-admin.decorator.js';
import { draftView } from '../courses/draft.schema.js';
import { Answers } from '../http/answers.decorator.js';
import { type PageQuery, pageQuery } from '../http/page.schema.js';
import { Clock } from '../schedule/clock.js';
import { BringBackService } from './bring-back.service.js';
import { HistoryService } from './history.service.js';
import { PublishDraftService } from './publish-draft.service.js';
import {
  bringBack,
  comparison,
  published,
  publishRequest,
  type PublishRequest,
  revisionLetter,
  revisionLetterQuery,
  revisionNumber,
  revisionPage,
  revisionView,
} from './revision.schema.js';

/** Publishing, and what was published. */
@Controller('api/admin/courses/:slug')
@ApiTags('courses')
export class RevisionController {
  constructor(
    private readonly publishing: PublishDraftService,
    private readonly history: HistoryService,
    private readonly back: BringBackService,
    private readonly clock: Clock,
  ) {}

  @Post('publish')
  @Allow('courses.publish')
  @Answers(published)
  publish(
    @Param('slug') slug: string,
    @Body({ schema: publishRequest }) request: PublishRequest,
    @CurrentAdmin() admin: Admin,
  ) {
    return this.publishing.publish(slug, request, admin, this.clock.now());
  }

  @Get('revisions')
  @Allow('read')
  @Answers(revisionPage)
  page(@Param('slug') slug: string, @Query({ schema: pageQuery }) query: PageQuery) {
    return this.history.page(slug, query);
  }

  @Get('revisions/:number')
  @Allow('read')
  @Answers(revisionView)
  view(@Param('slug') slug: string, @Param('number', { schema: revisionNumber }) number: number) {
    return this.history.view(slug, number);
  }

  @Get('revisions/:number/letter')
  @Allow('read')
  @Answers(revisionLetter)
  letter(
    @Param('slug') slug: string,
    @Param('number', { schema: revisionNumber }) number: number,
    @Query({ schema: revisionLetterQuery }) { lesson }: z.output<typeof revisionLetterQuery>,
  ) {
    return this.history.letter(slug, number, lesson);
  }

  @Get('revisions/:from/compare/:to')
  @Allow('read')
  @Answers(comparison)
  compare(
    @Param('slug') slug: string,
    @Param('from', { schema: revisionNumber }) from: number,
    @Param('to', { schema: revisionNumber }) to: number,
  ) {
    return this.history.compare(slug, from, to);
  }

  @Post('revisions/:number/publish-again')
  @Allow('courses.write')
  @Answers(draftView)
  publishAgain(
    @Param('slug') slug: string,
    @Param('number', { schema: revisionNumber }) number: number,
    @Body({ schema: bringBack }) { version }: z.output<typeof bringBack>,
    @CurrentAdmin() admin: Admin,
  ) {
    return this.back.bringBack(slug, { number, version }, admin, this.clock.now());
  }
}
