import { type DynamicModule, Global, Module } from '@nestjs/common';
import { JobQueue } from './job-queue.js';
import { JobPace, PgBossQueue } from './pg-boss-queue.js';

@Global()
@Module({})
export class JobQueueModule {
  /** `works`: this process does jobs too. */
  static of(works: boolean): DynamicModule {
    return {
      module: JobQueueModule,
      providers: [
        { provide: JobPace, useValue: { works } },
        PgBossQueue,
        { provide: JobQueue, useExisting: PgBossQueue },
      ],
      exports: [JobQueue],
    };
  }
}
