import { Module } from '@nestjs/common';
import { ExamplePeopleReader } from './example-people.reader.js';
import { ImpactController } from './impact.controller.js';
import { ImpactService } from './impact.service.js';
import { WalkGroupsReader } from './walk-groups.reader.js';

/** What an author's change does to people, told before it is made. */
@Module({
  providers: [WalkGroupsReader, ExamplePeopleReader, ImpactService],
  controllers: [ImpactController],
  exports: [ImpactService],
})
export class ImpactModule {}
