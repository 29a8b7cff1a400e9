import { Global, Module } from '@nestjs/common';
import { GoneReader } from './gone.reader.js';
import { PeopleReader } from './people.reader.js';
import { SegmentController } from './segment.controller.js';
import { SegmentService } from './segment.service.js';
import { SegmentStore } from './segment.store.js';
import { SubscriberExportService } from './subscriber-export.service.js';
import { SubscriberListController } from './subscriber-list.controller.js';
import { SubscriberListReader } from './subscriber-list.reader.js';
import { SubscriberSearchReader } from './subscriber-search.reader.js';
import { SubscriberStore } from './subscriber.store.js';
import { TagController } from './tag.controller.js';
import { TagService } from './tag.service.js';
import { TagStore } from './tag.store.js';

/** People, their consents and tags; finding them by filters that are kept as segments. */
@Global()
@Module({
  controllers: [SubscriberListController, SegmentController, TagController],
  providers: [
    SubscriberStore,
    TagStore,
    TagService,
    SegmentStore,
    SegmentService,
    PeopleReader,
    GoneReader,
    SubscriberListReader,
    SubscriberSearchReader,
    SubscriberExportService,
  ],
  exports: [SubscriberStore, TagStore, SegmentStore, PeopleReader, SubscriberListReader, GoneReader],
})
export class SubscribersModule {}
