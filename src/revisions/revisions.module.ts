import { Module } from '@nestjs/common';
import { PicturesModule } from '../pictures/pictures.module.js';
import { BringBackService } from './bring-back.service.js';
import { HistoryService } from './history.service.js';
import { PublishDraftService } from './publish-draft.service.js';
import { RevisionController } from './revision.controller.js';
import { RevisionStore } from './revision.store.js';

/** What was published, and publishing what was drafted. */
@Module({
  imports: [PicturesModule],
  providers: [RevisionStore, HistoryService, PublishDraftService, BringBackService],
  controllers: [RevisionController],
})
export class RevisionsModule {}
