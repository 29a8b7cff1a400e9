import { Controller, Get, Param } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Allow } from '../accounts/allow.decorator.js';
import { Answers } from '../http/answers.decorator.js';
import { type CourseSite, courseSite, type PagePreview, pagePreview } from './course-site.schema.js';
import { CourseSiteService } from './course-site.service.js';

@Controller('api/admin/courses/:slug')
@ApiTags('courses')
export class CourseSiteController {
  constructor(private readonly sites: CourseSiteService) {}

  @Get('draft/signup-page')
  @Allow('read')
  @Answers(pagePreview)
  preview(@Param('slug') slug: string): Promise<PagePreview> {
    return this.sites.preview(slug);
  }

  @Get('site')
  @Allow('read')
  @Answers(courseSite)
  site(@Param('slug') slug: string): Promise<CourseSite> {
    return this.sites.site(slug);
  }
}
