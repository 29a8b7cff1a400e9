import { type DynamicModule, Module } from '@nestjs/common';
import { AccountsModule } from './accounts/accounts.module.js';
import { ArchiveModule } from './archive/archive.module.js';
import { AuditModule } from './audit/audit.module.js';
import { BroadcastsModule } from './broadcasts/broadcasts.module.js';
import { CoursesModule } from './courses/courses.module.js';
import { JobQueueModule } from './database/job-queue.module.js';
import { DeliveriesModule } from './deliveries/deliveries.module.js';
import { DoctorModule } from './doctor/doctor.module.js';
import { EnrollmentsModule } from './enrollments/enrollments.module.js';
import { type Ground, GroundModule } from './ground.module.js';
import { HttpModule } from './http/http.module.js';
import { ImpactModule } from './impact/impact.module.js';
import { InsightsModule } from './insights/insights.module.js';
import { PeopleModule } from './people/people.module.js';
import { PicturesModule } from './pictures/pictures.module.js';
import { PublicModule } from './public/public.module.js';
import { SettingsModule } from './settings/settings.module.js';
import { RevisionsModule } from './revisions/revisions.module.js';
import { SignupModule } from './signup/signup.module.js';
import { SuppressionsModule } from './suppressions/suppressions.module.js';
import { SubscribersModule } from './subscribers/subscribers.module.js';
import { WorkerModule } from './worker/worker.module.js';

/** Which doors a process opens. `heartbeatMs` null: no worker. */
export interface Roles {
  web: boolean;
  worker: boolean;
  heartbeatMs: number | null;
  /** A direct PostgreSQL connection for LISTEN; absent or null: the heartbeat alone finds what is due. */
  listenUrl?: string | null;
}

/** The whole house; every process has the same rooms and opens the doors of its roles. */
@Module({})
export class HouseModule {
  static of(ground: Ground, roles: Roles): DynamicModule {
    return {
      module: HouseModule,
      imports: [
        GroundModule.of(ground),
        AuditModule,
        JobQueueModule.of(roles.worker && roles.heartbeatMs !== null),
        AccountsModule.of({ web: roles.web }),
        SettingsModule,
        SuppressionsModule,
        CoursesModule,
        DeliveriesModule,
        SubscribersModule,
        EnrollmentsModule,
        RevisionsModule,
        ImpactModule,
        PeopleModule,
        BroadcastsModule,
        SignupModule,
        InsightsModule,
        ...(roles.worker ? [WorkerModule.beating(roles.heartbeatMs, roles.listenUrl ?? null)] : []),
        ...(roles.web ? [HttpModule, PicturesModule, PublicModule, ArchiveModule, DoctorModule] : []),
      ],
    };
  }
}
