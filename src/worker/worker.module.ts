import { type DynamicModule, Module } from '@nestjs/common';
import { ScheduleModule } from '@nestjs/schedule';
import { InsightsModule } from '../insights/insights.module.js';
import { PeopleModule } from '../people/people.module.js';
import { BeatParts } from './beat-parts.js';
import { Chores } from './chores.service.js';
import { HeartbeatService } from './heartbeat.service.js';
import { HousekeepingService } from './housekeeping.service.js';
import { Wakeable, WakeService, WakeSource } from './wake.service.js';
import { HeartbeatPace, WorkerRooms, WorkerService } from './worker.service.js';

@Module({})
export class WorkerModule {
  /** `everyMs` null: the rooms without the heart, for tests that beat by hand. */
  static beating(everyMs: number | null, listenUrl: string | null = null): DynamicModule {
    return {
      module: WorkerModule,
      imports: everyMs === null ? [] : [ScheduleModule.forRoot(), InsightsModule, PeopleModule],
      providers: [
        BeatParts,
        HeartbeatService,
        ...(everyMs === null
          ? []
          : [
              { provide: HeartbeatPace, useValue: { everyMs } },
              Chores,
              HousekeepingService,
              WorkerRooms,
              WorkerService,
              { provide: Wakeable, useExisting: WorkerService },
              { provide: WakeSource, useValue: { url: listenUrl } },
              WakeService,
            ]),
      ],
      exports: [HeartbeatService],
    };
  }
}
