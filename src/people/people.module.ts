import { Module } from '@nestjs/common';
import { BulkActsService } from './bulk-acts.service.js';
import { BulkController } from './bulk.controller.js';
import { BulkService } from './bulk.service.js';
import { BulkStepService } from './bulk-step.service.js';
import { BulkStore } from './bulk.store.js';
import { BulkWorkerService } from './bulk-worker.service.js';
import { EnrollingService } from './enrolling.service.js';
import { FarewellService } from './farewell.service.js';
import { MovingService } from './moving.service.js';
import { PersonActsController } from './person-acts.controller.js';
import { PersonActsService } from './person-acts.service.js';
import { PersonController, SentLetterController } from './person.controller.js';
import { PersonReader } from './person.reader.js';
import { SentLetterReader } from './sent-letter.reader.js';
import { TimelineReader } from './timeline.reader.js';
import { WalkActsController } from './walk-acts.controller.js';
import { WalkActsService } from './walk-acts.service.js';
import { WhyReader } from './why.reader.js';

/** One person's page and its why, and what the team does for one person or for many. */
@Module({
  controllers: [PersonController, SentLetterController, PersonActsController, WalkActsController, BulkController],
  providers: [
    PersonReader,
    TimelineReader,
    WhyReader,
    SentLetterReader,
    PersonActsService,
    WalkActsService,
    MovingService,
    EnrollingService,
    FarewellService,
    BulkStore,
    BulkService,
    BulkActsService,
    BulkStepService,
    BulkWorkerService,
  ],
  exports: [BulkService],
})
export class PeopleModule {}
