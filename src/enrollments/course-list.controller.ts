import { Controller, Get, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Allow } from '../accounts/allow.decorator.js';
import { Answers } from '../http/answers.decorator.js';
import { pageQuery, type PageQuery } from '../http/page.schema.js';
import { CourseListReader } from './course-list.reader.js';
import { courseList } from './course-list.schema.js';

/** Stands in this room because it counts people on their walks. */
@Controller('api/admin/courses')
@ApiTags('courses')
export class CourseListController {
  constructor(private readonly courses: CourseListReader) {}

  @Get()
  @Allow('read')
  @Answers(courseList)
  list(@Query({ schema: pageQuery }) query: PageQuery) {
    return this.courses.page(query);
  }
}
