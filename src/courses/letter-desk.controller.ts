import { Body, Controller, Headers, Param, Post, Req } from '@nestjs/common';
import { ApiBody, ApiConsumes, ApiTags } from '@nestjs/swagger';
import type { Request } from 'express';
import type { Admin } from '../accounts/admin.js';
import { Allow } from '../accounts/allow.decorator.js';
import { CurrentAdmin } from '../accounts/current-admin.decorator.js';
import { Answers } from '../http/answers.decorator.js';
import { Clock } from '../schedule/clock.js';
import {
  letterPreview,
  type LetterPreview,
  linksToTry,
  linksTried,
  type LinksTried,
  testLetterSent,
  type TestLetterSent,
  typedLetter,
  type TypedLetter,
} from './letter-preview.schema.js';
import { LetterPreviewService } from './letter-preview.service.js';
import { LinkTrialService } from './link-trial.service.js';
import { uploadedPicture, type UploadedPicture } from './picture-upload.schema.js';
import { pictureBytes, readFileName } from './uploaded-file.js';
import { PictureUploadService } from './picture-upload.service.js';
import { TestLetterService } from './test-letter.service.js';

/** What the desk of somebody who writes a letter needs beside the draft. */
@Controller('api/admin/courses/:slug')
@ApiTags('courses')
export class LetterDeskController {
  constructor(
    private readonly previews: LetterPreviewService,
    private readonly tests: TestLetterService,
    private readonly pictures: PictureUploadService,
    private readonly links: LinkTrialService,
    private readonly clock: Clock,
  ) {}

  @Post('preview')
  @Allow('read')
  @Answers(letterPreview)
  preview(@Param('slug') slug: string, @Body({ schema: typedLetter }) typed: TypedLetter): Promise<LetterPreview> {
    return this.previews.preview(slug, typed);
  }

  @Post('test-letter')
  @Allow('letters.test')
  @Answers(testLetterSent)
  async test(
    @Param('slug') slug: string,
    @Body({ schema: typedLetter }) typed: TypedLetter,
    @CurrentAdmin() admin: Admin,
  ): Promise<TestLetterSent> {
    return this.tests.send(await this.previews.sketch(slug, typed), admin, this.clock.now());
  }

  @Post('pictures')
  @Allow('courses.write')
  @Answers(uploadedPicture)
  @ApiConsumes('image/png', 'image/jpeg', 'image/webp', 'image/gif')
  @ApiBody({ description: 'The bytes of the picture, at most 5 MB.', schema: { type: 'string', format: 'binary' } })
  upload(
    @Param('slug') slug: string,
    @Req() request: Request,
    @Headers('x-file-name') fileName: string | undefined,
    @CurrentAdmin() admin: Admin,
  ): Promise<UploadedPicture> {
    return this.pictures.upload(slug, pictureBytes(request.body), readFileName(fileName), admin, this.clock.now());
  }

  @Post('links/try')
  @Allow('courses.write')
  @Answers(linksTried)
  tryLinks(
    @Body({ schema: linksToTry }) { urls }: { urls: string[] },
    @CurrentAdmin() admin: Admin,
  ): Promise<LinksTried> {
    return this.links.try(urls, admin.id);
  }
}
