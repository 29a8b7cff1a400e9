import { Global, Module } from '@nestjs/common';
import { PicturesModule } from '../pictures/pictures.module.js';
import { CourseReader } from './course.reader.js';
import { CourseStore } from './course.store.js';
import { DraftStore } from './draft.store.js';
import { PublishService } from './publish.service.js';

/** PublishService needs PublishEffects, which the room of enrollments fills in a global module. */
@Global()
@Module({
  imports: [PicturesModule],
  providers: [CourseStore, DraftStore, CourseReader, PublishService],
  exports: [CourseReader, PublishService],
})
export class CoursesModule {}
