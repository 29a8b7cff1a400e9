import { Global, Module } from '@nestjs/common';
import { NameResolver, OutboundFetch, SystemResolver } from '../http/outbound-fetch.js';
import { RequestCounters, RequestCounterStore } from '../http/request-counter.store.js';
import { RequestLimit } from '../http/request-limit.js';
import { PicturesModule } from '../pictures/pictures.module.js';
import { SenderUses } from '../settings/sender-uses.js';
import { CourseAddressController } from './course-address.controller.js';
import { CourseAddressService } from './course-address.service.js';
import { CourseSenders } from './course-senders.reader.js';
import { CourseTies } from './course-ties.js';
import { CourseReader } from './course.reader.js';
import { CourseStore } from './course.store.js';
import { DraftController } from './draft.controller.js';
import { DraftReader } from './draft.reader.js';
import { DraftService } from './draft.service.js';
import { DraftStore } from './draft.store.js';
import { EditGroundReader } from './edit-ground.reader.js';
import { EditingController } from './editing.controller.js';
import { LetterDeskController } from './letter-desk.controller.js';
import { LetterFrameController } from './letter-frame.controller.js';
import { LetterPreviewService } from './letter-preview.service.js';
import { LetterSketchService } from './letter-sketch.service.js';
import { LinkTrialService } from './link-trial.service.js';
import { NewCourseService } from './new-course.service.js';
import { PictureUploadService } from './picture-upload.service.js';
import { NextRevisionReader } from './next-revision.reader.js';
import { PresenceService } from './presence.service.js';
import { PublishService } from './publish.service.js';
import { SimulationService } from './simulation.service.js';
import { StandingCourseReader } from './standing-course.reader.js';
import { TestLetterPost } from './test-letter-post.service.js';
import { TestLetterService } from './test-letter.service.js';
import { UnusedPictures } from './unused-pictures.service.js';
import { VisitorStore } from './visitor.store.js';

/** What the desk of a letter's author works with. Limits are counted by this room too, since a worker opens it without the doors. */
const desk = [
  StandingCourseReader,
  LetterPreviewService,
  LetterSketchService,
  LinkTrialService,
  PictureUploadService,
  TestLetterPost,
  TestLetterService,
  RequestLimit,
  { provide: RequestCounters, useClass: RequestCounterStore },
  OutboundFetch,
  { provide: NameResolver, useClass: SystemResolver },
];

const drafting = [
  UnusedPictures,
  ...[DraftReader, DraftService, EditGroundReader],
  ...[NewCourseService, PresenceService, SimulationService, VisitorStore],
];

/** PublishService needs PublishEffects, which the room of enrollments fills in a global module. */
@Global()
@Module({
  imports: [PicturesModule],
  controllers: [
    ...[CourseAddressController, EditingController, DraftController],
    ...[LetterDeskController, LetterFrameController],
  ],
  providers: [
    ...[CourseStore, CourseAddressService, CourseTies, DraftStore, CourseReader, NextRevisionReader, PublishService],
    { provide: SenderUses, useClass: CourseSenders },
    ...desk,
    ...drafting,
  ],
  exports: [
    CourseReader,
    SenderUses,
    StandingCourseReader,
    NextRevisionReader,
    PublishService,
    DraftReader,
    DraftService,
    DraftStore,
    UnusedPictures,
    ...[LetterPreviewService, LetterSketchService, LinkTrialService, TestLetterService],
    PictureUploadService,
  ],
})
export class CoursesModule {}
