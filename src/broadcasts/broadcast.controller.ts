import { Body, Controller, Delete, Get, Headers, Param, Post, Put, Query, Req } from '@nestjs/common';
import { ApiBody, ApiConsumes, ApiTags } from '@nestjs/swagger';
import type { Request } from 'express';
import { z } from 'zod';
import type { Admin } from '../accounts/admin.js';
import { Allow } from '../accounts/allow.decorator.js';
import { CurrentAdmin } from '../accounts/current-admin.decorator.js';
import { uploadedPicture, type UploadedPicture } from '../courses/picture-upload.schema.js';
import { pictureBytes, readFileName } from '../courses/uploaded-file.js';
import { Answers } from '../http/answers.decorator.js';
import type { PageQuery } from '../http/page.schema.js';
import { Clock } from '../schedule/clock.js';
import { audienceAsked, type AudienceAsked, audienceReading, type AudienceReading } from './audience.schema.js';
import { BroadcastDesk } from './broadcast-desk.js';
import {
  broadcastListQuery,
  broadcastPage,
  type BroadcastPage,
  broadcastSave,
  type BroadcastSave,
  broadcastView,
  type BroadcastView,
} from './broadcast.schema.js';

export const broadcastId = z.string().regex(/^\d{1,18}$/, 'expected the id of a broadcast');

/** Broadcasts: listed, written, copied, thrown away; and whom an audience means. */
@Controller('api/admin/broadcasts')
@ApiTags('broadcasts')
export class BroadcastController {
  constructor(
    private readonly desk: BroadcastDesk,
    private readonly clock: Clock,
  ) {}

  /** Newest first. */
  @Get()
  @Allow('read')
  @Answers(broadcastPage)
  page(@Query({ schema: broadcastListQuery }) query: PageQuery): Promise<BroadcastPage> {
    return this.desk.reader.page(query);
  }

  @Post()
  @Allow('broadcasts.write')
  @Answers(broadcastView, 201)
  create(@CurrentAdmin() admin: Admin): Promise<BroadcastView> {
    return this.desk.drafts.create(admin, this.clock.now());
  }

  /** How many people it means now, and ten of them; changes nothing. */
  @Post('audience')
  @Allow('read')
  @Answers(audienceReading)
  audience(
    @Body({ schema: audienceAsked }) { audience }: AudienceAsked,
    @CurrentAdmin() admin: Admin,
  ): Promise<AudienceReading> {
    return this.desk.audiences.read(audience, admin, this.clock.now());
  }

  @Get(':id')
  @Allow('read')
  @Answers(broadcastView)
  read(@Param('id', { schema: broadcastId }) id: string): Promise<BroadcastView> {
    return this.desk.reader.view(id);
  }

  @Put(':id')
  @Allow('broadcasts.write')
  @Answers(broadcastView)
  save(
    @Param('id', { schema: broadcastId }) id: string,
    @Body({ schema: broadcastSave }) body: BroadcastSave,
    @CurrentAdmin() admin: Admin,
  ): Promise<BroadcastView> {
    return this.desk.drafts.save(id, body, admin, this.clock.now());
  }

  @Post(':id/duplicate')
  @Allow('broadcasts.write')
  @Answers(broadcastView, 201)
  duplicate(@Param('id', { schema: broadcastId }) id: string, @CurrentAdmin() admin: Admin): Promise<BroadcastView> {
    return this.desk.drafts.duplicate(id, admin, this.clock.now());
  }

  @Delete(':id')
  @Allow('broadcasts.write')
  @Answers(null)
  remove(@Param('id', { schema: broadcastId }) id: string, @CurrentAdmin() admin: Admin): Promise<void> {
    return this.desk.drafts.remove(id, admin, this.clock.now());
  }

  /** Kept by its hash; it joins the broadcast by a save that names path and hash. */
  @Post(':id/pictures')
  @Allow('broadcasts.write')
  @Answers(uploadedPicture)
  @ApiConsumes('image/png', 'image/jpeg', 'image/webp', 'image/gif')
  @ApiBody({ description: 'The bytes of the picture, at most 5 MB.', schema: { type: 'string', format: 'binary' } })
  async upload(
    @Param('id', { schema: broadcastId }) id: string,
    @Req() request: Request,
    @Headers('x-file-name') fileName: string | undefined,
    @CurrentAdmin() admin: Admin,
  ): Promise<UploadedPicture> {
    const file = { bytes: pictureBytes(request.body), fileName: readFileName(fileName) };
    return this.desk.upload(id, file, admin, this.clock.now());
  }
}
