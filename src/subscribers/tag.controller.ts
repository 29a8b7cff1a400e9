import { Body, Controller, Get, HttpCode, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import type { Admin } from '../accounts/admin.js';
import { Allow } from '../accounts/allow.decorator.js';
import { CurrentAdmin } from '../accounts/current-admin.decorator.js';
import { Answers } from '../http/answers.decorator.js';
import { Clock } from '../schedule/clock.js';
import {
  type TagDone,
  tagDone,
  tagListQuery,
  type TagPage,
  tagPage,
  tagRemoval,
  type TagRename,
  tagRename,
} from './tag.schema.js';
import { TagService } from './tag.service.js';

/** Tags as a whole; giving one to somebody is at the person, and in work on many. */
@Controller('api/admin/tags')
@ApiTags('subscribers')
export class TagController {
  constructor(
    private readonly tags: TagService,
    private readonly clock: Clock,
  ) {}

  @Get()
  @Allow('read')
  @Answers(tagPage)
  page(@Query({ schema: tagListQuery }) query: z.output<typeof tagListQuery>): Promise<TagPage> {
    return this.tags.page(query);
  }

  /** Another name, or, with `merge`, one with another tag. */
  @Post('rename')
  @HttpCode(200)
  @Allow('subscribers.write')
  @Answers(tagDone)
  rename(@Body({ schema: tagRename }) body: TagRename, @CurrentAdmin() admin: Admin): Promise<TagDone> {
    return this.tags.rename(body, admin, this.clock.now());
  }

  @Post('delete')
  @HttpCode(200)
  @Allow('subscribers.write')
  @Answers(tagDone)
  delete(
    @Body({ schema: tagRemoval }) { tag }: z.output<typeof tagRemoval>,
    @CurrentAdmin() admin: Admin,
  ): Promise<TagDone> {
    return this.tags.delete(tag, admin, this.clock.now());
  }
}
