import { Body, Controller, Delete, Get, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import type { Admin } from '../accounts/admin.js';
import { Allow } from '../accounts/allow.decorator.js';
import { CurrentAdmin } from '../accounts/current-admin.decorator.js';
import { Answers } from '../http/answers.decorator.js';
import { Clock } from '../schedule/clock.js';
import { DraftReader } from './draft.reader.js';
import { draftEdits, draftVersion, draftView } from './draft.schema.js';
import { DraftService } from './draft.service.js';

const versionQuery = z.object({ version: z.coerce.number().int().min(0) });

/** The draft of a course: read, edited, taken back. */
@Controller('api/admin/courses/:slug/draft')
@ApiTags('courses')
export class DraftController {
  constructor(
    private readonly reader: DraftReader,
    private readonly drafts: DraftService,
    private readonly clock: Clock,
  ) {}

  @Get()
  @Allow('read')
  @Answers(draftView)
  read(@Param('slug') slug: string) {
    return this.reader.read(slug);
  }

  @Post('edits')
  @Allow('courses.write')
  @Answers(draftView)
  edit(
    @Param('slug') slug: string,
    @Body({ schema: draftEdits }) { version, edits }: z.output<typeof draftEdits>,
    @CurrentAdmin() admin: Admin,
  ) {
    return this.drafts.edit(slug, version, edits, admin, this.clock.now());
  }

  @Post('undo')
  @Allow('courses.write')
  @Answers(draftView)
  undo(
    @Param('slug') slug: string,
    @Body({ schema: draftVersion }) { version }: z.output<typeof draftVersion>,
    @CurrentAdmin() admin: Admin,
  ) {
    return this.drafts.undo(slug, version, admin, this.clock.now());
  }

  @Post('redo')
  @Allow('courses.write')
  @Answers(draftView)
  redo(
    @Param('slug') slug: string,
    @Body({ schema: draftVersion }) { version }: z.output<typeof draftVersion>,
    @CurrentAdmin() admin: Admin,
  ) {
    return this.drafts.redo(slug, version, admin, this.clock.now());
  }

  @Delete()
  @Allow('courses.write')
  @Answers(draftView)
  discard(
    @Param('slug') slug: string,
    @Query({ schema: versionQuery }) { version }: z.output<typeof versionQuery>,
    @CurrentAdmin() admin: Admin,
  ) {
    return this.drafts.discard(slug, version, admin, this.clock.now());
  }
}
