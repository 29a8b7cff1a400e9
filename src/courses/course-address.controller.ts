import { Body, Controller, Get, Param, Put } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Admin } from '../accounts/admin.js';
import { Allow } from '../accounts/allow.decorator.js';
import { CurrentAdmin } from '../accounts/current-admin.decorator.js';
import { Answers } from '../http/answers.decorator.js';
import { Clock } from '../schedule/clock.js';
import { type CourseAddress, courseAddress, newAddress } from './course-address.schema.js';
import { CourseAddressService } from './course-address.service.js';

@Controller('api/admin/courses/:slug/address')
@ApiTags('courses')
export class CourseAddressController {
  constructor(
    private readonly addresses: CourseAddressService,
    private readonly clock: Clock,
  ) {}

  @Get()
  @Allow('read')
  @Answers(courseAddress)
  read(@Param('slug') slug: string): Promise<CourseAddress> {
    return this.addresses.read(slug);
  }

  @Put()
  @Allow('courses.publish')
  @Answers(courseAddress)
  change(
    @Param('slug') slug: string,
    @Body({ schema: newAddress }) body: { slug: string },
    @CurrentAdmin() admin: Admin,
  ): Promise<CourseAddress> {
    return this.addresses.change(slug, body.slug, admin, this.clock.now());
  }
}
