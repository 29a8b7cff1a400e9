import { Global, Module } from '@nestjs/common';
import { APP_GUARD, APP_INTERCEPTOR } from '@nestjs/core';
import { IdempotencyStore } from '../http/idempotency.store.js';
import { AdminGuard } from './admin.guard.js';
import { IdempotencyInterceptor } from './idempotency.interceptor.js';
import { MeController } from './me.controller.js';
import { NobodySignedIn, SignIns } from './sign-ins.js';

@Global()
@Module({
  controllers: [MeController],
  providers: [
    IdempotencyStore,
    { provide: SignIns, useClass: NobodySignedIn },
    { provide: APP_GUARD, useClass: AdminGuard },
    { provide: APP_INTERCEPTOR, useClass: IdempotencyInterceptor },
  ],
  exports: [SignIns],
})
export class AccountsModule {}
