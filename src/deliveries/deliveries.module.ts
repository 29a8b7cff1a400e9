import { Global, Module } from '@nestjs/common';
import { SuppressionStore } from '../suppressions/suppression.store.js';
import { DeliveryStore } from './delivery.store.js';
import { DispatchService } from './dispatch.service.js';
import { LetterComposers } from './letter-composers.js';
import { LetterWriter } from './letter-writer.service.js';
import { RateStore } from './rate.store.js';
import { SendPace } from './send-pace.js';
import { SweepPolicy, SweepService } from './sweep.service.js';
import { TeamLetters } from './team-letter.service.js';
import { TurnService } from './turn.service.js';
import { WorkerStore } from './worker.store.js';

const rooms = [
  SuppressionStore,
  DeliveryStore,
  DispatchService,
  LetterComposers,
  LetterWriter,
  RateStore,
  SendPace,
  SweepPolicy,
  SweepService,
  TeamLetters,
  TurnService,
  WorkerStore,
];

/** The ledger and its one sender. Needs WalkKeeper from above. */
@Global()
@Module({ providers: rooms, exports: rooms })
export class DeliveriesModule {}
