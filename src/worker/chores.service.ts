import { Injectable } from '@nestjs/common';
import { SpentEntries } from '../accounts/spent-entries.service.js';
import { UnusedPictures } from '../courses/unused-pictures.service.js';
import { RetentionService } from '../deliveries/retention.service.js';
import { IdempotencyStore } from '../http/idempotency.store.js';
import { BulkService } from '../people/bulk.service.js';

/** What is done now and then, whoever looks; each may be done by several processes at once, and begun again at any time. */
@Injectable()
export class Chores {
  constructor(
    private readonly retention: RetentionService,
    private readonly keys: IdempotencyStore,
    private readonly pictures: UnusedPictures,
    private readonly bulk: BulkService,
    private readonly entries: SpentEntries,
  ) {}

  /** In words for the log → the work. */
  all(): Array<[string, (now: Date) => Promise<unknown>]> {
    return [
      ['clearing old letters', (now) => this.retention.clear(now)],
      ['clearing spent links and sign-ins', (now) => this.entries.clear(now)],
      ['clearing old Idempotency-Keys', (now) => this.keys.clearOld(now)],
      ['clearing unused pictures', (now) => this.pictures.clear(now)],
      ['letting go of what bulk runs have noted', (now) => this.bulk.prune(now)],
    ];
  }
}
