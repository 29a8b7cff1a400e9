import { type BeforeApplicationShutdown, Injectable, Logger, type OnApplicationBootstrap } from '@nestjs/common';
import { SchedulerRegistry } from '@nestjs/schedule';
import { Clock } from '../schedule/clock.js';
import { Chores } from './chores.service.js';

const everyMs = 10 * 60_000;

/** Does the chores every ten minutes. One that fails keeps no other from being done. */
@Injectable()
export class HousekeepingService implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly log = new Logger('housekeeping');
  private working: Promise<void> | null = null;

  constructor(
    private readonly chores: Chores,
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
    this.working ??= this.round(this.clock.now()).finally(() => (this.working = null));
    return this.working;
  }

  private async round(now: Date): Promise<void> {
    for (const [what, work] of this.chores.all())
      await work(now).catch((error: unknown) =>
        this.log.warn(`${what} is put off: ${error instanceof Error ? error.message : String(error)}`),
      );
  }
}
