import { Global, Module } from '@nestjs/common';
import { ErrorPage } from '../http/error-page.js';
import { AdminAppController } from './admin-app.controller.js';
import { AssetController } from './asset.controller.js';
import { ConfirmController } from './confirm.controller.js';
import { ConfirmFormService } from './confirm-form.service.js';
import { CourseSiteController } from './course-site.controller.js';
import { CourseSiteService } from './course-site.service.js';
import { EmbedController } from './embed.controller.js';
import { PublicErrorPage } from './pages/error.page.js';
import { LessonController } from './lesson.controller.js';
import { LessonVisitService } from './lesson-visit.service.js';
import { LetterVisitService } from './letter-visit.service.js';
import { ManageController } from './manage.controller.js';
import { ManageFormService } from './manage-form.service.js';
import { NewsletterController } from './newsletter.controller.js';
import { NextCourseController } from './next-course.controller.js';
import { NextCourseService } from './next-course.service.js';
import { PageRenderer } from './page-renderer.js';
import { ProofController } from './proof.controller.js';
import { SignupController } from './signup.controller.js';
import { SignupFormService } from './signup-form.service.js';
import { UnsubscribeFormService } from './unsubscribe-form.service.js';
import { UnsubscribeController } from './unsubscribe.controller.js';

/**
 * The pages. Needs Config, Clock, LinkService, RequestLimit, CourseReader, SignupService and the reader's services of
 * enrollments; gives ErrorPage to http's filter and PageRenderer to the archive, and is
 * global for that.
 */
@Global()
@Module({
  controllers: [
    AdminAppController,
    AssetController,
    SignupController,
    EmbedController,
    NewsletterController,
    CourseSiteController,
    ConfirmController,
    ProofController,
    ManageController,
    NextCourseController,
    UnsubscribeController,
    LessonController,
  ],
  providers: [
    PageRenderer,
    SignupFormService,
    CourseSiteService,
    ConfirmFormService,
    ManageFormService,
    NextCourseService,
    LessonVisitService,
    LetterVisitService,
    UnsubscribeFormService,
    { provide: ErrorPage, useClass: PublicErrorPage },
  ],
  exports: [ErrorPage, PageRenderer],
})
export class PublicModule {}
