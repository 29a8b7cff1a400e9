import { Global, Module } from '@nestjs/common';
import { SuppressionController } from './suppression.controller.js';
import { SuppressionDeskService } from './suppression-desk.service.js';
import { SuppressionStore } from './suppression.store.js';

@Global()
@Module({
  controllers: [SuppressionController],
  providers: [SuppressionStore, SuppressionDeskService],
  exports: [SuppressionStore],
})
export class SuppressionsModule {}
