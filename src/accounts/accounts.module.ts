import { type DynamicModule, Global, Module } from '@nestjs/common';
import { APP_GUARD, APP_INTERCEPTOR } from '@nestjs/core';
import { IdempotencyStore } from '../http/idempotency.store.js';
import { AdminGuard } from './admin.guard.js';
import { AdminReader } from './admin.reader.js';
import { AdminStore } from './admin.store.js';
import { ApiKeyController } from './api-key.controller.js';
import { ApiKeyService } from './api-key.service.js';
import { ApiKeyStore } from './api-key.store.js';
import { AuditLogController } from './audit-log.controller.js';
import { AuditLogReader } from './audit-log.reader.js';
import { Auth } from './auth.js';
import { AuthController } from './auth.controller.js';
import { AuthDoor } from './auth-door.service.js';
import { AuthEvents } from './auth-events.service.js';
import { EntryController } from './entry.controller.js';
import { EntryLimit } from './entry-limit.js';
import { EntryService } from './entry.service.js';
import { HouseSignIns } from './house-sign-ins.js';
import { IdempotencyInterceptor } from './idempotency.interceptor.js';
import { MeController } from './me.controller.js';
import { MeService } from './me.service.js';
import { OneTimeLinkStore } from './one-time-link.store.js';
import { OneTimeLinks } from './one-time-links.service.js';
import { ResetService } from './reset.service.js';
import { SessionStore } from './session.store.js';
import { SignIns } from './sign-ins.js';
import { SpentEntries } from './spent-entries.service.js';
import { TeamController } from './team.controller.js';
import { TeamReader } from './team.reader.js';
import { TeamService } from './team.service.js';

/** What commands and workers need too: people, links, keys. */
const rooms = [
  AdminStore,
  AdminReader,
  ApiKeyStore,
  IdempotencyStore,
  OneTimeLinkStore,
  OneTimeLinks,
  SessionStore,
  SpentEntries,
  TeamService,
];

/** What stands behind the site's door. Needs HttpModule. */
const behindTheDoor = [
  ApiKeyService,
  AuditLogReader,
  Auth,
  AuthDoor,
  AuthEvents,
  EntryLimit,
  EntryService,
  MeService,
  ResetService,
  TeamReader,
  { provide: SignIns, useClass: HouseSignIns },
  { provide: APP_GUARD, useClass: AdminGuard },
  { provide: APP_INTERCEPTOR, useClass: IdempotencyInterceptor },
];

const doors = [ApiKeyController, AuditLogController, AuthController, EntryController, MeController, TeamController];

@Global()
@Module({})
export class AccountsModule {
  static of({ web }: { web: boolean }): DynamicModule {
    return {
      module: AccountsModule,
      controllers: web ? doors : [],
      providers: [...rooms, ...(web ? behindTheDoor : [])],
      exports: [...rooms, ...(web ? [SignIns] : [])],
    };
  }
}
