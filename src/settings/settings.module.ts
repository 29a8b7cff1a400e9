import { Global, Module } from '@nestjs/common';
import { HouseSettings } from './house-settings.js';
import { HouseSettingsController } from './house-settings.controller.js';
import { HouseSettingsService } from './house-settings.service.js';
import { HouseSettingsStore } from './house-settings.store.js';
import { SettingsPageService } from './settings-page.service.js';

@Global()
@Module({
  controllers: [HouseSettingsController],
  providers: [
    HouseSettingsStore,
    HouseSettingsService,
    SettingsPageService,
    { provide: HouseSettings, useExisting: HouseSettingsService },
  ],
  exports: [HouseSettings],
})
export class SettingsModule {}
