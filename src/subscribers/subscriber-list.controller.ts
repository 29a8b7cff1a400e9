import { Readable } from 'node:stream';
import { Controller, Get, Query, StreamableFile } from '@nestjs/common';
import { ApiOkResponse, ApiProduces, ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import type { Admin } from '../accounts/admin.js';
import { Allow } from '../accounts/allow.decorator.js';
import { CurrentAdmin } from '../accounts/current-admin.decorator.js';
import { CourseReader } from '../courses/course.reader.js';
import { Answers } from '../http/answers.decorator.js';
import { Clock } from '../schedule/clock.js';
import {
  type FilterChoices,
  filterChoices,
  type PeopleCount,
  peopleCount,
  subscriberFilter,
  type SubscriberListQuery,
  subscriberListQuery,
  subscriberPage,
  type SubscriberPage,
} from './subscriber-list.schema.js';
import { SubscriberExportService } from './subscriber-export.service.js';
import { SubscriberListReader } from './subscriber-list.reader.js';
import { TagStore } from './tag.store.js';

@Controller('api/admin')
@ApiTags('subscribers')
export class SubscriberListController {
  constructor(
    private readonly reader: SubscriberListReader,
    private readonly tags: TagStore,
    private readonly exports: SubscriberExportService,
    private readonly courses: CourseReader,
    private readonly clock: Clock,
  ) {}

  /** Newest first; with a search, by the alphabet. */
  @Get('subscribers')
  @Allow('read')
  @Answers(subscriberPage)
  page(
    @Query({ schema: subscriberListQuery }) query: SubscriberListQuery,
    @CurrentAdmin() admin: Admin,
  ): Promise<SubscriberPage> {
    return this.reader.page(query, admin, this.clock.now());
  }

  @Get('subscribers/count')
  @Allow('read')
  @Answers(peopleCount)
  count(
    @Query({ schema: subscriberFilter }) { search, filter }: z.output<typeof subscriberFilter>,
    @CurrentAdmin() admin: Admin,
  ): Promise<PeopleCount> {
    return this.reader.count(search, filter ?? [], admin, this.clock.now());
  }

  /** Everybody the search and the filter mean, as CSV. */
  @Get('subscribers/export')
  @Allow('subscribers.write')
  @ApiProduces('text/csv')
  @ApiOkResponse({ description: 'A line each.', schema: { type: 'string' } })
  async export(
    @Query({ schema: subscriberFilter }) { search, filter }: z.output<typeof subscriberFilter>,
    @CurrentAdmin() admin: Admin,
  ): Promise<StreamableFile> {
    const lines = await this.exports.csv({ search, filter: filter ?? [] }, admin, this.clock.now());
    const disposition = 'attachment; filename="subscribers.csv"';
    return new StreamableFile(Readable.from(lines), { type: 'text/csv', disposition });
  }

  @Get('subscribers/choices')
  @Allow('read')
  @Answers(filterChoices)
  async choices(): Promise<FilterChoices> {
    const [tags, courses] = await Promise.all([this.tags.names(), this.courses.list()]);
    const named = courses.map(({ id, slug, settings, lessons }) => ({
      id,
      slug,
      name: settings.name,
      lessons: lessons.length,
    }));
    return { tags, courses: named };
  }
}
