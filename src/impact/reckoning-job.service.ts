import { Injectable, type OnModuleInit } from '@nestjs/common';
import { JobQueue } from '../database/job-queue.js';
import { Clock } from '../schedule/clock.js';
import { ImpactService } from './impact.service.js';
import { reckoningJob } from './reckoning.service.js';

/** Workers reckon what somebody has asked for. */
@Injectable()
export class ReckoningJobService implements OnModuleInit {
  constructor(
    private readonly impact: ImpactService,
    private readonly queue: JobQueue,
    private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    this.queue.work<{ slug: string }>(reckoningJob, ({ slug }) => this.impact.reckon(slug, this.clock.now()));
  }
}
