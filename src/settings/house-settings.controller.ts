import { Body, Controller, Get, Patch } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Admin } from '../accounts/admin.js';
import { Allow } from '../accounts/allow.decorator.js';
import { CurrentAdmin } from '../accounts/current-admin.decorator.js';
import { Answers } from '../http/answers.decorator.js';
import { Clock } from '../schedule/clock.js';
import {
  type HouseSettingsEdit,
  houseSettingsEdit,
  type HouseSettingsView,
  houseSettingsView,
} from './house-settings.schema.js';
import { SettingsPageService } from './settings-page.service.js';

@Controller('api/admin/settings')
@ApiTags('settings')
export class HouseSettingsController {
  constructor(
    private readonly page: SettingsPageService,
    private readonly clock: Clock,
  ) {}

  @Get()
  @Allow('read')
  @Answers(houseSettingsView)
  view(): Promise<HouseSettingsView> {
    return this.page.view();
  }

  @Patch()
  @Allow('settings.write')
  @Answers(houseSettingsView)
  change(
    @Body({ schema: houseSettingsEdit }) edit: HouseSettingsEdit,
    @CurrentAdmin() admin: Admin,
  ): Promise<HouseSettingsView> {
    return this.page.change(edit, admin, this.clock.now());
  }
}
