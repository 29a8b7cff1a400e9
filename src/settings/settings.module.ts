import { Global, Module } from '@nestjs/common';
import { HouseSettings } from './house-settings.js';
import { HouseSettingsController } from './house-settings.controller.js';
import { HouseSettingsService } from './house-settings.service.js';
import { HouseSettingsStore } from './house-settings.store.js';
import { KnownSenders } from './known-senders.js';
import { SenderController } from './sender.controller.js';
import { SenderService } from './sender.service.js';
import { SenderStore } from './sender.store.js';
import { SendersReader } from './senders.reader.js';
import { SettingsPageService } from './settings-page.service.js';

/** SendersReader needs SenderUses, which the room of courses fills in a global module. */
@Global()
@Module({
  controllers: [HouseSettingsController, SenderController],
  providers: [
    HouseSettingsStore,
    HouseSettingsService,
    SettingsPageService,
    ...[SenderStore, SendersReader, SenderService, KnownSenders],
    { provide: HouseSettings, useExisting: HouseSettingsService },
  ],
  exports: [HouseSettings, KnownSenders],
})
export class SettingsModule {}
