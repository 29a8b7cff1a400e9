import { Global, Module } from '@nestjs/common';
import { DeliveryController } from './delivery.controller.js';
import { DeliveryDetailReader } from './delivery-detail.reader.js';
import { DeliveryReader } from './delivery.reader.js';
import { DeliveryStore } from './delivery.store.js';
import { DispatchService } from './dispatch.service.js';
import { DoubtDeskService } from './doubt-desk.service.js';
import { DoubtDeskStore } from './doubt-desk.store.js';
import { HandOverStore } from './hand-over.store.js';
import { LetterComposers } from './letter-composers.js';
import { LetterNamesReader } from './letter-names.reader.js';
import { LetterSupply } from './letter-supply.service.js';
import { LetterWriter } from './letter-writer.service.js';
import { RateStore } from './rate.store.js';
import { RetentionService } from './retention.service.js';
import { SendPace } from './send-pace.js';
import { SweepStore } from './sweep.store.js';
import { SweepPolicy, SweepService } from './sweep.service.js';
import { TeamLetters } from './team-letter.service.js';
import { TurnStore } from './turn.store.js';
import { TurnService } from './turn.service.js';
import { WorkerStore } from './worker.store.js';

const rooms = [
  DeliveryDetailReader,
  DeliveryReader,
  DeliveryStore,
  DispatchService,
  DoubtDeskService,
  DoubtDeskStore,
  HandOverStore,
  LetterComposers,
  LetterNamesReader,
  LetterSupply,
  LetterWriter,
  RateStore,
  RetentionService,
  SendPace,
  SweepPolicy,
  SweepService,
  SweepStore,
  TeamLetters,
  TurnService,
  TurnStore,
  WorkerStore,
];

/** The ledger and its one sender. Needs WalkKeeper from above. */
@Global()
@Module({ controllers: [DeliveryController], providers: rooms, exports: rooms })
export class DeliveriesModule {}
