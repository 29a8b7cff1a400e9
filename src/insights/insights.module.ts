import { Module } from '@nestjs/common';
import { FiguresService } from './figures.service.js';
import { FiguresStore } from './figures.store.js';
import { ServicesReader } from './services.reader.js';
import { TodayController } from './today.controller.js';
import { TodayReader } from './today.reader.js';

@Module({
  controllers: [TodayController],
  providers: [FiguresService, FiguresStore, ServicesReader, TodayReader],
})
export class InsightsModule {}
