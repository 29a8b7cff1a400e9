import { Controller, Get, Param, Query, Res } from '@nestjs/common';
import { ApiExcludeEndpoint, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { z } from 'zod';
import type { Admin } from '../accounts/admin.js';
import { Allow } from '../accounts/allow.decorator.js';
import { CurrentAdmin } from '../accounts/current-admin.decorator.js';
import { Config } from '../config/config.js';
import { Answers } from '../http/answers.decorator.js';
import { type Page, pageOf, type PageQuery, pageQuery } from '../http/page.schema.js';
import { framedLetterPolicy } from '../http/security-headers.js';
import { Clock } from '../schedule/clock.js';
import { type Person, person, type SentLetter, sentLetter, type TimelineItem, timelineItem } from './person.schema.js';
import { type WhyAnswer, whyAnswer } from './person.schema.js';
import { PersonReader } from './person.reader.js';
import { id } from './person-acts.schema.js';
import { SentLetterReader } from './sent-letter.reader.js';
import { TimelineReader } from './timeline.reader.js';
import { WhyReader } from './why.reader.js';

const whyQuery = z.object({ enrollment: id, lesson: z.string().min(1).max(80) });
const timelinePage = pageOf(timelineItem).meta({ id: 'Timeline' });

/** One person: how they stand, what happened, and why. */
@Controller('api/admin/subscribers/:id')
@ApiTags('subscribers')
export class PersonController {
  constructor(
    private readonly people: PersonReader,
    private readonly timelines: TimelineReader,
    private readonly whys: WhyReader,
    private readonly clock: Clock,
  ) {}

  @Get()
  @Allow('read')
  @Answers(person)
  person(@Param('id', { schema: id }) subscriber: string, @CurrentAdmin() admin: Admin): Promise<Person> {
    return this.people.person(subscriber, admin);
  }

  @Get('timeline')
  @Allow('read')
  @Answers(timelinePage)
  timeline(
    @Param('id', { schema: id }) subscriber: string,
    @Query({ schema: pageQuery }) query: PageQuery,
    @CurrentAdmin() admin: Admin,
  ): Promise<Page<TimelineItem>> {
    return this.timelines.page(subscriber, query, admin);
  }

  @Get('why')
  @Allow('read')
  @Answers(whyAnswer)
  why(
    @Param('id', { schema: id }) subscriber: string,
    @Query({ schema: whyQuery }) { enrollment, lesson }: z.output<typeof whyQuery>,
  ): Promise<WhyAnswer> {
    return this.whys.answer(subscriber, enrollment, lesson, this.clock.now());
  }
}

/** Letters as they left. */
@Controller('api/admin/subscribers/:id/letters/:delivery')
@ApiTags('subscribers')
export class SentLetterController {
  constructor(
    private readonly letters: SentLetterReader,
    private readonly config: Config,
  ) {}

  @Get()
  @Allow('read')
  @Answers(sentLetter)
  letter(
    @Param('id', { schema: id }) subscriber: string,
    @Param('delivery', { schema: id }) delivery: string,
    @CurrentAdmin() admin: Admin,
  ): Promise<SentLetter> {
    return this.letters.letter(subscriber, delivery, admin);
  }

  /** As a page of its own, for a frame: letters carry their styles inline, which the admin's own pages may not. */
  @Get('page')
  @Allow('read')
  @ApiExcludeEndpoint()
  async page(
    @Param('id', { schema: id }) subscriber: string,
    @Param('delivery', { schema: id }) delivery: string,
    @CurrentAdmin() admin: Admin,
    @Res() response: Response,
  ): Promise<void> {
    const html = await this.letters.page(subscriber, delivery, admin);
    response.setHeader('Content-Security-Policy', framedLetterPolicy(this.config.publicUrl));
    response.setHeader('X-Frame-Options', 'SAMEORIGIN');
    response.type('html').send(html);
  }
}
