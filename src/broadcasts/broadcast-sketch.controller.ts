import { Body, Controller, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Admin } from '../accounts/admin.js';
import { Allow } from '../accounts/allow.decorator.js';
import { CurrentAdmin } from '../accounts/current-admin.decorator.js';
import {
  letterPreview,
  type LetterPreview,
  linksToTry,
  linksTried,
  type LinksTried,
  testLetterSent,
  type TestLetterSent,
} from '../courses/letter-preview.schema.js';
import { LetterSketchService } from '../courses/letter-sketch.service.js';
import { LinkTrialService } from '../courses/link-trial.service.js';
import { TestLetterService } from '../courses/test-letter.service.js';
import { Answers } from '../http/answers.decorator.js';
import { Clock } from '../schedule/clock.js';
import { broadcastId } from './broadcast.controller.js';
import { BroadcastSketchReader } from './broadcast-sketch.reader.js';
import { typedBroadcast, type TypedBroadcast } from './typed-broadcast.schema.js';

/** An issue looked at while it is being written, as a lesson is. */
@Controller('api/admin/broadcasts/:id')
@ApiTags('broadcasts')
export class BroadcastSketchController {
  constructor(
    private readonly reader: BroadcastSketchReader,
    private readonly sketches: LetterSketchService,
    private readonly tests: TestLetterService,
    private readonly links: LinkTrialService,
    private readonly clock: Clock,
  ) {}

  @Post('preview')
  @Allow('read')
  @Answers(letterPreview)
  async preview(
    @Param('id', { schema: broadcastId }) id: string,
    @Body({ schema: typedBroadcast }) typed: TypedBroadcast,
  ): Promise<LetterPreview> {
    return this.sketches.preview(await this.reader.sketch(id, typed, this.clock.now()));
  }

  @Post('test-letter')
  @Allow('letters.test')
  @Answers(testLetterSent)
  async test(
    @Param('id', { schema: broadcastId }) id: string,
    @Body({ schema: typedBroadcast }) typed: TypedBroadcast,
    @CurrentAdmin() admin: Admin,
  ): Promise<TestLetterSent> {
    const now = this.clock.now();
    return this.tests.send(await this.reader.sketch(id, typed, now), admin, now);
  }

  @Post('links/try')
  @Allow('broadcasts.write')
  @Answers(linksTried)
  tryLinks(
    @Body({ schema: linksToTry }) { urls }: { urls: string[] },
    @CurrentAdmin() admin: Admin,
  ): Promise<LinksTried> {
    return this.links.try(urls, admin.id);
  }
}
