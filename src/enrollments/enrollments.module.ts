import { Global, Module } from '@nestjs/common';
import { PublishEffects } from '../courses/publish-effects.js';
import { WalkKeeper } from '../deliveries/walk-keeper.js';
import { BeginWalkService } from './begin-walk.service.js';
import { CourseListController } from './course-list.controller.js';
import { CourseSlotsStore } from './course-slots.store.js';
import { CourseListReader } from './course-list.reader.js';
import { EnteringService } from './entering.service.js';
import { EnrollmentMoveService } from './enrollment-move.service.js';
import { EnrollmentStore } from './enrollment.store.js';
import { GiveAfterAllController } from './give-after-all.controller.js';
import { GiveAfterAllService } from './give-after-all.service.js';
import { LeavingService } from './leaving.service.js';
import { LessonComposer } from './lesson.composer.js';
import { LessonPageReader } from './lesson-page.reader.js';
import { LessonPlanningService } from './lesson-planning.service.js';
import { LetterFactsStore } from './letter-facts.store.js';
import { NextSlotService } from './next-slot.service.js';
import { PublishEffectsService } from './publish-effects.service.js';
import { PublishEffectsStore } from './publish-effects.store.js';
import { RestartingService } from './restarting.service.js';
import { ReturningService } from './returning.service.js';
import { RightsService } from './rights.service.js';
import { SendAgainService } from './send-again.service.js';
import { SkippedLessonStore } from './skipped-lesson.store.js';
import { WalkFactsStore } from './walk-facts.store.js';
import { WalkKeeperService } from './walk-keeper.service.js';
import { WalkReader } from './walk.reader.js';
import { WalkService } from './walk.service.js';
import { ZoneDataService } from './zone-data.service.js';

/** Walks through courses: planning, settling, and what readers do with them. Fills the ports of the floors below. */
@Global()
@Module({
  controllers: [CourseListController, GiveAfterAllController],
  providers: [
    EnrollmentStore,
    WalkFactsStore,
    LetterFactsStore,
    NextSlotService,
    PublishEffectsStore,
    CourseSlotsStore,
    SkippedLessonStore,
    GiveAfterAllService,
    EnrollmentMoveService,
    BeginWalkService,
    RestartingService,
    ReturningService,
    EnteringService,
    SendAgainService,
    WalkService,
    WalkReader,
    LeavingService,
    RightsService,
    LessonPageReader,
    LessonPlanningService,
    LessonComposer,
    ZoneDataService,
    CourseListReader,
    { provide: WalkKeeper, useClass: WalkKeeperService },
    PublishEffectsService,
    { provide: PublishEffects, useExisting: PublishEffectsService },
  ],
  exports: [
    EnrollmentStore,
    NextSlotService,
    EnteringService,
    SendAgainService,
    EnrollmentMoveService,
    ReturningService,
    WalkService,
    WalkReader,
    LeavingService,
    RightsService,
    LessonPageReader,
    LessonPlanningService,
    ZoneDataService,
    WalkKeeper,
    PublishEffects,
  ],
})
export class EnrollmentsModule {}
