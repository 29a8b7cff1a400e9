import { Global, Module } from '@nestjs/common';
import { PicturesModule } from '../pictures/pictures.module.js';
import { AudienceNamesReader, AudienceReader } from './audience.reader.js';
import { BroadcastController } from './broadcast.controller.js';
import { BroadcastDesk } from './broadcast-desk.js';
import { BroadcastDraftGround, BroadcastDraftService } from './broadcast-draft.service.js';
import { BroadcastSketchController } from './broadcast-sketch.controller.js';
import { BroadcastSketchReader } from './broadcast-sketch.reader.js';
import { BroadcastReader } from './broadcast.reader.js';
import { BroadcastStore } from './broadcast.store.js';
import { BroadcastComposer } from './broadcast.composer.js';
import { BroadcastWatch } from './broadcast-watch.service.js';
import { BroadcastPlanningService, PlanningGround } from './planning.service.js';
import { PlanningStore } from './planning.store.js';
import { ProgressReader } from './progress.reader.js';
import { SendingCheckService } from './sending-check.service.js';
import { SendingController } from './sending.controller.js';
import { SendingGround, SendingService } from './sending.service.js';
import { SendingStartService } from './sending-start.service.js';
import { SendingStore } from './sending.store.js';
import { SentBroadcastReader } from './sent-broadcast.reader.js';

/** Newsletter issues: written, sent once to an audience. */
@Global()
@Module({
  imports: [PicturesModule],
  controllers: [BroadcastController, BroadcastSketchController, SendingController],
  providers: [
    ...[
      BroadcastStore,
      BroadcastReader,
      BroadcastDraftGround,
      BroadcastDraftService,
      BroadcastDesk,
      BroadcastSketchReader,
    ],
    ...[AudienceNamesReader, AudienceReader],
    ...[SendingStore, PlanningStore, SendingCheckService, SendingStartService, SendingGround, SendingService],
    ...[
      PlanningGround,
      BroadcastPlanningService,
      BroadcastWatch,
      ProgressReader,
      SentBroadcastReader,
      BroadcastComposer,
    ],
  ],
  exports: [BroadcastStore, BroadcastReader, AudienceReader, BroadcastWatch, SentBroadcastReader],
})
export class BroadcastsModule {}
