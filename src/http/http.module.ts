import { Global, Module } from '@nestjs/common';
import { APP_FILTER } from '@nestjs/core';
import { ProblemFilter } from './problem.filter.js';
import { RequestCounters, RequestCounterStore } from './request-counter.store.js';
import { RequestLimit } from './request-limit.js';

/** Needs: ErrorPage from the front door, Config, TypeORM's DataSource. */
@Global()
@Module({
  providers: [
    { provide: APP_FILTER, useClass: ProblemFilter },
    { provide: RequestCounters, useClass: RequestCounterStore },
    RequestLimit,
  ],
  exports: [RequestLimit],
})
export class HttpModule {}
