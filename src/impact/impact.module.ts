import { Module } from '@nestjs/common';
import { ExamplePeopleReader } from './example-people.reader.js';
import { ImpactController } from './impact.controller.js';
import { ImpactService } from './impact.service.js';
import { ReckoningJobService } from './reckoning-job.service.js';
import { ReckoningService } from './reckoning.service.js';
import { ReckoningStore } from './reckoning.store.js';
import { WalkGroupsReader } from './walk-groups.reader.js';

/** What an author's change does to people, told before it is made. */
@Module({
  providers: [
    WalkGroupsReader,
    ReckoningStore,
    ReckoningService,
    ExamplePeopleReader,
    ImpactService,
    ReckoningJobService,
  ],
  controllers: [ImpactController],
  exports: [ImpactService],
})
export class ImpactModule {}
