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

/** Newsletter issues: written, sent once to an audience. */
@Global()
@Module({
  imports: [PicturesModule],
  controllers: [BroadcastController, BroadcastSketchController],
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
  ],
  exports: [BroadcastStore, BroadcastReader, AudienceReader],
})
export class BroadcastsModule {}
