import { type BeforeApplicationShutdown, Injectable, Logger, type OnApplicationBootstrap } from '@nestjs/common';
import { SchedulerRegistry } from '@nestjs/schedule';
import { RetentionService } from '../deliveries/retention.service.js';
import { FiguresService } from '../insights/figures.service.js';
import { Clock } from '../schedule/clock.js';

const everyMs = 10 * 60_000;

/** What is done now and then, whoever looks: old letters are cleared, and sign-ups counted before they expire. */
@Injectable()
export class HousekeepingService implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly log = new Logger('housekeeping');
  private working: Promise<void> | null = null;

  constructor(
    private readonly retention: RetentionService,
    private readonly figures: FiguresService,
    private readonly scheduler: SchedulerRegistry,
    private readonly clock: Clock,
  ) {}

  onApplicationBootstrap(): void {
    this.scheduler.addInterval(
      'housekeeping',
      setInterval(() => void this.work(), everyMs),
    );
  }

  async beforeApplicationShutdown(): Promise<void> {
    // A start that failed half-way ends here too.
    if (this.scheduler.doesExist('interval', 'housekeeping')) this.scheduler.deleteInterval('housekeeping');
    await this.working;
  }

  /** Joins the round that runs, if one does. Never rejects: the next one tries again. */
  private work(): Promise<void> {
    this.working ??= this.round(this.clock.now())
      .catch((error: unknown) => this.log.warn(`put off: ${error instanceof Error ? error.message : String(error)}`))
      .finally(() => (this.working = null));
    return this.working;
  }

  private async round(now: Date): Promise<void> {
    await this.retention.clear(now);
    await this.figures.countComings(now);
  }
}
