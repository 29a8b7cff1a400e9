import { Global, Module, StandardSchemaValidationPipe } from '@nestjs/common';
import { APP_FILTER, APP_PIPE } from '@nestjs/core';
import { invalidFields } from './problem.js';
import { ProblemFilter } from './problem.filter.js';
import { RequestCounters, RequestCounterStore } from './request-counter.store.js';
import { RequestLimit } from './request-limit.js';

/** Needs: ErrorPage from the front door, Config, TypeORM's DataSource. */
@Global()
@Module({
  providers: [
    { provide: APP_FILTER, useClass: ProblemFilter },
    {
      provide: APP_PIPE,
      useFactory: () => new StandardSchemaValidationPipe({ exceptionFactory: (issues) => invalidFields({ issues }) }),
    },
    { provide: RequestCounters, useClass: RequestCounterStore },
    RequestLimit,
  ],
  exports: [RequestLimit, RequestCounters],
})
export class HttpModule {}
